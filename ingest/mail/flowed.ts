/**
 * Joins the soft-wrapped lines of `format=flowed` (RFC 3676 §4). A line continues only into
 * one of the same quote depth: joining across would hide what the customer wrote in a quote.
 */
export function unflowed(text: string, deleteSpace: boolean): string {
  const out: string[] = []
  let paragraph: string[] = []
  let quoted = 0
  for (const line of text.split('\n')) {
    const depth = quoteDepth(line)
    const content = line.slice(line[depth] === ' ' ? depth + 1 : depth)
    const isSignature = content === '-- '
    if (paragraph.length > 0 && (quoted !== depth || isSignature)) finish()
    quoted = depth
    const flows = content.endsWith(' ') && !isSignature
    paragraph.push(flows && deleteSpace ? content.slice(0, -1) : content)
    if (!flows) finish()
  }
  if (paragraph.length > 0) finish()
  return out.join('\n')

  function finish() {
    const marks = quoted > 0 ? `${'>'.repeat(quoted)} ` : ''
    out.push(marks + paragraph.join(''))
    paragraph = []
  }
}

function quoteDepth(line: string): number {
  let depth = 0
  while (line[depth] === '>') depth++
  return depth
}
