import { featuresOf } from './features.ts'
import type { Line } from './lines.ts'
import { type Field, labels, phrase } from './words.ts'

const mostLines = 16

type Fact = 'address' | 'date' | 'time'

/** A label such as "From:", "*Gesendet:*" or "发件人：" and what stands behind it. */
function labelled(text: string): { field: Field | null; label: string; value: string } | null {
  const colon = text.slice(0, 60).search(/[:：]/)
  if (colon < 1) return null
  const value = text.slice(colon + 1).replace(/^[\s*_]+/, '')
  if (value.startsWith('//')) return null
  const label = phrase(text.slice(0, colon))
  return label ? { field: labels.get(label) ?? null, label, value } : null
}

/**
 * How many lines from `at` on are the headers a program copies above a mail that it answers or forwards, 0 for none:
 * a sender and two more of date, recipient and subject. With `sure`, where something else says that history begins,
 * any labels will do, in a language we do not know, as long as an address or a date stands behind them.
 */
export function headerBlockAt(lines: readonly Line[], at: number, sure: boolean): number {
  const seen = new Set<Field>()
  const depth = lines[at]?.depth
  const facts = new Set<Fact>()
  let [size, unknown, blanks, continues] = [0, 0, 0, 0]
  for (let n = at; n < at + mostLines; n++) {
    const line = lines[n]
    if (!line || line.depth !== depth) break
    if (!line.text) {
      if (n === at || ++blanks > 1) break
      continue
    }
    const found = labelled(line.text)
    const known = found?.field && !(seen.has(found.field) && found.field !== 'cc')
    if (!found || (!known && !sure)) {
      if (n === at || blanks > 0 || ++continues > 3 || !mayContinue(lines, n, depth)) break
      continue
    }
    if (found.field) seen.add(found.field)
    else unknown++
    const features = featuresOf(line)
    for (const fact of ['address', 'date', 'time'] as const) if (features[fact]) facts.add(fact)
    size = n - at + 1
    blanks = 0
    continues = 0
  }
  if (isBlock(seen, facts)) return size
  return sure && seen.size + unknown >= 2 && facts.size > 0 ? size : 0
}

/** Two labels are enough where an address and a time stand behind them. "From: London, To: Paris" is a journey. */
function isBlock(seen: ReadonlySet<Field>, facts: ReadonlySet<Fact>): boolean {
  const known = seen.has('from') || seen.has('sent')
  if (seen.size < 3) return seen.size === 2 && known && facts.has('address') && facts.has('time')
  return seen.has('from') && (seen.has('subject') || facts.has('address'))
}

/** A long list of recipients or a subject runs over several lines; another label must come after them. */
function mayContinue(lines: readonly Line[], at: number, depth: number | undefined): boolean {
  for (let n = at + 1; n <= at + 3; n++) {
    const line = lines[n]
    if (!line?.text || line.depth !== depth) return false
    if (labelled(line.text)?.field) return true
  }
  return false
}

/**
 * The same block where all its labels stand in one line, as some programs flatten it. With `sure`, as below a ruler, two
 * of them are enough.
 */
export function isFlatHeaderBlock(line: Line, sure: boolean): boolean {
  const { text } = line
  const first = labelled(text)
  if (first?.field !== 'from' || text.length < 30) return false
  const seen = new Set<Field>()
  for (const [, label = ''] of text.matchAll(
    /(?:^|[\s>;,*])([\p{L}]{1,20}(?: \p{L}{1,12})?) ?[:：]/gu,
  )) {
    const words = label.split(' ')
    const field = labels.get(phrase(label)) ?? labels.get(phrase(words.at(-1) ?? ''))
    if (field) seen.add(field)
  }
  if (seen.size >= 3 && seen.has('subject')) return true
  const { date, address } = featuresOf(line)
  return sure && seen.size >= 2 && (date || address)
}
