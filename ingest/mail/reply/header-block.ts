import { featuresOf } from './features.ts'
import { isBeside, type Line } from './lines.ts'
import { type Field, labels, phrase } from './words.ts'

const mostLines = 16

type Fact = 'address' | 'date' | 'time'

/** A label such as "From:", "*Gesendet:*" or "发件人：" and what stands behind it. */
export function labelled(
  text: string,
): { field: Field | null; label: string; value: string } | null {
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
  const first = lines[at]
  const facts = new Set<Fact>()
  let [size, unknown, blanks, continues] = [0, 0, 0, 0]
  for (let n = at; n < at + mostLines; n++) {
    const line = lines[n]
    if (!first || !line || !isBeside(first, line) || line.text.startsWith('--')) break
    if (!line.text) {
      if (n === at || ++blanks > 1) break
      continue
    }
    const found = labelled(line.text)
    const known = found?.field && !(seen.has(found.field) && found.field !== 'cc')
    if (!found || (!known && !sure)) {
      if (n === at || blanks > 0 || ++continues > 3 || !mayContinue(lines, n)) break
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

/**
 * The same in cells of a table, as Lotus Notes and others write it: labels without a colon, each before its value or
 * above it. As words like "To" begin many lines, three of them and what stands in an address and a date must be there.
 */
export function tabledBlockAt(lines: readonly Line[], at: number): number {
  const first = lines[at]
  const seen = new Set<Field>()
  const facts = new Set<Fact>()
  let [size, values] = [0, 0]
  for (let n = at; n < at + mostLines; n++) {
    const line = lines[n]
    if (!first || !line?.text || !isBeside(first, line)) break
    const field = firstLabel(line.text)
    if (field && !seen.has(field)) {
      seen.add(field)
      size = n - at + 1
      values = 0
    } else if (n === at || ++values > 1) break
    const features = featuresOf(line)
    for (const fact of ['address', 'date', 'time'] as const) if (features[fact]) facts.add(fact)
  }
  const complete = seen.size >= 3 && seen.has('from')
  return complete && facts.has('address') && facts.has('date') ? size : 0
}

/** The label that a line begins with, without a colon. */
function firstLabel(text: string): Field | null {
  const first = /[\p{L}\p{M}]+/u.exec(text.slice(0, 30))?.[0].toLowerCase() ?? ''
  if (!labelStarts.has(first) || /^[^:：]{1,30}(?:：|:(?:\s|$))/.test(text)) return null
  const words = text.slice(0, 60).split(/[\s|]+/, 3)
  const found = words.map((_, n) => labels.get(phrase(words.slice(0, n + 1).join(' '))))
  return found.findLast((field) => field !== undefined) ?? null
}

const labelStarts = new Set([...labels.keys()].map((label) => label.split(' ')[0] ?? ''))

/** Two labels are enough where an address and a time stand behind them. "From: London, To: Paris" is a journey. */
function isBlock(seen: ReadonlySet<Field>, facts: ReadonlySet<Fact>): boolean {
  const known = seen.has('from') || seen.has('sent')
  if (seen.size < 3) return seen.size === 2 && known && facts.has('address') && facts.has('time')
  return seen.has('from') && (seen.has('subject') || facts.has('address'))
}

/** A long list of recipients or a subject runs over several lines; another label must come after them. */
function mayContinue(lines: readonly Line[], at: number): boolean {
  for (let n = at + 1; n <= at + 3; n++) {
    const line = lines[n]
    if (!line?.text || line.depth !== lines[at]?.depth) return false
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
  const seen = new Set(flatFields(text).map(({ field }) => field))
  if (seen.size >= 3 && seen.has('subject')) return true
  if (seen.size < 2) return false
  const { date, time, address } = featuresOf(line)
  return sure ? date || address : seen.has('sent') && date && time && address
}

/** The fields of such a line, each with what stands behind its label as far as the next one. */
export function flatFields(text: string): { field: Field; value: string }[] {
  const found = [...text.matchAll(/(?:^|[\s>;,*])(\p{L}{1,20}(?: \p{L}{1,12})?) ?[:：]/gu)].flatMap(
    ({ 0: whole, 1: label = '', index }) => {
      const last = label.split(' ').at(-1) ?? ''
      const known = labels.get(phrase(label))
      const field = known ?? labels.get(phrase(last))
      const from = index + (known ? 0 : whole.lastIndexOf(last))
      return field ? [{ field, from, to: index + whole.length }] : []
    },
  )
  return found.map(({ field, to }, n) => ({
    field,
    value: text.slice(to, found[n + 1]?.from).trim(),
  }))
}
