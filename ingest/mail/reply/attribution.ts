import { isMonth, isWeekday } from './dates.ts'
import { type Features, featuresOf, readFeatures } from './features.ts'
import { isBeside, type Line } from './lines.ts'
import { on, wordsOf } from './words.ts'

const mostLines = 4
const mostSplits = 3
const longest = 400
/** Stars, dashes and marks of writing direction that may follow the colon. */
const trailing = ' \t*_-\u200e\u200f\u2069\u202c'

/** The words of up to four lines taken together, as mail programs wrap an attribution. */
interface Joined extends Omit<Features, 'wroteLast'> {
  ends: 'colon' | 'wrote' | 'nothing'
  dashed: boolean // Between dashes.
  long: boolean
}

/**
 * How many lines from `at` on are an attribution such as "On Friday Ann <ann@example.org> wrote:", 0 for none. No
 * sentence is looked for, in no language: it is the date, the time, the address, a word for "wrote", the colon at the
 * end and the quote below that tell, and only several of them together.
 * @param quotes something else says that a quote begins here or below
 */
export function attributionAt(lines: readonly Line[], at: number, quotes = false): number {
  const first = lines[at]
  if (!first) return 0
  const paragraph = paragraphAt(lines, at)
  const below = quotes || quotedBelow(lines, at + paragraph, first.depth)
  let found = 0
  for (let size = 1; size <= paragraph; size++) {
    const window = lines.slice(at, at + size)
    const last = window.at(-1)
    if (!last) break
    const ends = endOf(last)
    const quoted = quotes || (below && size === paragraph)
    if (ends === 'nothing' && (!quoted || endsSentence(last.text))) continue
    if (!tells(join(window, ends), quoted)) continue
    if (size > 1 && !begins(window, quoted)) break
    if (ends === 'colon') return size // Without one, the name or the address may follow on the next line.
    found ||= size
  }
  return found
}

/** A full stop behind a day, a year, a letter, a month or a weekday ends no sentence: "Montag, 4.", "4 janv.". */
function endsSentence(text: string): boolean {
  const end = text.slice(-40)
  if (!/[.!?。！？]$/.test(end) || /(?:^|[\s(])(?:\d{1,4}|\p{L})\.$/u.test(end)) return false
  const last = wordsOf(end.toLowerCase()).at(-1) ?? ''
  return !isMonth(last) && !isWeekday(last)
}

/** Lines from `at` on that could be one wrapped attribution: of one depth, not blank, none ending a sentence. */
function paragraphAt(lines: readonly Line[], at: number): number {
  const first = lines[at]
  let size = 0
  for (let read = 0; read < mostLines; read++) {
    // Some programs put the address on a line of its own below a blank one.
    if (size > 0 && lines[at + size]?.text === '' && lines[at + size + 1]?.text.startsWith('<'))
      size++
    const line = lines[at + size]
    if (!first || !line?.text || !isBeside(first, line)) break
    size++
    if (line.text.length > 30 && !featuresOf(line).date && endsSentence(line.text)) break
  }
  return size
}

/** Whether the next line that is not blank is quoted more deeply. */
export function quotedBelow(lines: readonly Line[], at: number, depth: number): boolean {
  for (let n = at; n < at + 4; n++) {
    const line = lines[n]
    if (!line) return false
    if (line.depth > depth || line.place?.bar || line.place?.role === 'quote') return true
    if (line.text) return false
  }
  return false
}

function endOf(line: Line): Joined['ends'] {
  const { text } = line
  let end = text.length
  while (end > 0 && trailing.includes(text.charAt(end - 1))) end--
  const last = text.charAt(end - 1)
  if (':：﹕'.includes(last)) return 'colon'
  if ('.!?,;'.includes(last) && !text.endsWith('---')) return 'nothing'
  return featuresOf(line).wroteLast ? 'wrote' : 'nothing'
}

function join(window: readonly Line[], ends: Joined['ends']): Joined {
  const all = window.map(featuresOf)
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    wrote: all.some(({ wrote }) => wrote),
    date: all.some(({ date }) => date),
    time: all.some(({ time }) => time),
    address: all.some(({ address }) => address),
    bracketed: all.some(({ bracketed }) => bracketed),
    mine: all.some(({ mine }) => mine),
    opens: all[0]?.opens ?? false,
    ends,
    dashed: /^-{2}/.test(window[0]?.text ?? '') && /-{2}$/.test(window.at(-1)?.text ?? ''),
    long: window.reduce((sum, { text }) => sum + text.length, 0) > longest,
  }
}

/** Without a quote below, more must be seen: people, too, write "On Monday I wrote to ann@example.org:". */
function tells(seen: Joined, quoted: boolean): boolean {
  const { wrote, date, time, address, bracketed, opens, ends, count } = seen
  if (seen.long || count > 45) return false
  if (seen.mine && !quoted && !bracketed) return false
  if (wrote && ends !== 'nothing') {
    if (seen.dashed && count <= 14) return true
    if (address && ((date && time) || (ends === 'colon' && (bracketed || quoted)))) return true
    if (date && (quoted || time)) return true
    if (quoted && ends === 'colon' && count <= 14) return true
  }
  if (ends === 'colon' && date && time && address && (bracketed || opens || quoted)) return true
  if (!quoted) return false
  if (ends === 'colon') return (date && (time || count <= 14)) || (address && count <= 14)
  return date && (time || address || wrote) && count <= 25
}

/**
 * Whether the first line of a wrapped attribution belongs to it: it opens like one, or it holds the name or the address
 * and no later line could be the beginning. Otherwise it is the last line of what was said.
 */
function begins(window: readonly Line[], quoted: boolean): boolean {
  const [first, ...rest] = window
  if (!first) return false
  const features = featuresOf(first)
  if (features.opens || features.bracketed) return true
  const last = window.at(-1)
  if (
    rest.some(
      (line, n) =>
        featuresOf(line).opens && last && tells(join(rest.slice(n), endOf(last)), quoted),
    )
  )
    return false
  if (features.address || features.date) return true
  return features.count <= 5 && /^["'<(]|^\S+@|^[^\s]*</.test(rest[0]?.text ?? '')
}

/** Splits lines on which an attribution follows directly on what was said, such as "Thanks! On Friday Ann wrote:". */
export function splitShared(lines: Line[]): void {
  let splits = 0
  for (let n = 0; n < lines.length && splits < mostSplits; n++) {
    const line = lines[n]
    if (!line?.text || endOf(line) !== 'colon' || !featuresOf(line).wrote) continue
    const at = featuresOf(line).opens ? 0 : sharedAt(line)
    if (at === 0 || !quotedBelow(lines, n + 1, line.depth)) continue
    const middle = line.textStart + at
    const text = line.text.slice(at)
    lines.splice(n + 1, 0, { ...line, start: middle, textStart: middle, text, features: null })
    line.end = middle
    line.text = line.text.slice(0, at).trimEnd()
    line.features = null
    splits++
  }
}

function sharedAt({ text }: Line): number {
  for (const { 0: word, index } of text.matchAll(/(?<![\p{L}\p{M}'’])\p{Lu}\p{L}*/gu)) {
    if (index === 0 || !on.words.has(word.toLowerCase())) continue
    if (word.length === 1 && /[\p{L}\p{N},;]$/u.test(text.slice(0, index).trimEnd())) continue
    const { opens, date, wrote } = readFeatures(text.slice(index))
    if (opens && date && wrote)
      return index - (/-{2,} ?$/.exec(text.slice(0, index))?.[0].length ?? 0)
  }
  return 0
}
