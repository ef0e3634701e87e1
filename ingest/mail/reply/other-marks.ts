import { attributionAt } from './attribution.ts'
import type { Line } from './lines.ts'

/** What some programs put before quoted lines instead of `>`: a bar, an angle, or the initials of who wrote them. */
const mark = /^(?:[|¦│┃»›]|\p{Lu}\p{L}{0,3}>)/u

/**
 * Reads such lines as quoted. Lists, tables and prompts look the same, so it takes an attribution right above the first
 * of them; the same mark then tells the others.
 */
export function readOtherMarks(lines: readonly Line[]): void {
  const first = lines.findIndex((line, n) => isMarked(line) && isIntroduced(lines, n))
  const found = mark.exec(lines[first]?.text ?? '')?.[0]
  if (!found) return
  for (const line of lines.slice(first)) {
    if (!isMarked(line) || !line.text.startsWith(found)) continue
    const rest = line.text.slice(found.length).trimStart()
    line.textStart += line.text.length - rest.length
    line.text = rest
    line.depth = 1
    line.features = null
  }
}

/** A line between bars is one of a table. */
function isMarked({ depth, text }: Line): boolean {
  return depth === 0 && mark.test(text) && !(text.length > 1 && text.endsWith('|'))
}

function isIntroduced(lines: readonly Line[], at: number): boolean {
  let last = at - 1
  while (last > at - 3 && lines[last]?.text === '') last--
  return [1, 2, 3].some((size) => attributionAt(lines, last + 1 - size, true) === size)
}
