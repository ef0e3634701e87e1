import { isSignatureDelimiter } from './footers.ts'
import type { Line } from './lines.ts'
import { isRuler } from './separator.ts'

const mostPrompts = 3

/** Settles what only the neighbours of a line can tell, and sees to it that something stays visible. */
export function smooth(lines: readonly Line[]): void {
  joinWrapped(lines)
  keepPrompts(lines)
  giveBlanksAndRulers(lines)
  keepSomething(lines)
}

/**
 * A line or two that begin with `>` in the middle of what is said are arrows or prompts, no quote: if history stands
 * only below and is marked otherwise, or if the paragraph goes on around them.
 */
function keepPrompts(lines: readonly Line[]): void {
  const first = lines.findIndex(isHistory)
  for (let at = Math.max(first, 0); at < lines.length; at++) {
    let end = at
    while (isPrompt(lines[end])) end++
    if (end === at) continue
    if (end - at <= mostPrompts && isAmidSaid(lines, at, end, at === first))
      for (const line of lines.slice(at, end)) line.kind = 'said'
    at = end
  }
}

function isAmidSaid(lines: readonly Line[], at: number, end: number, isFirst: boolean): boolean {
  const inParagraph = isSaid(lines[at - 1]) && isSaid(lines[end])
  if (isFirst) {
    const below = lines.slice(end).find(isHistory)
    if (!below) return inParagraph
    const above = lines[at - 1]?.text ? at - 1 : at - 2
    const next = lines[end]?.text ? end : end + 1
    if (!isPrompt(below)) return isSaid(lines[above]) && isSaid(lines[next])
  }
  return inParagraph && isInSentence(lines, at, end)
}

/** Whether the sentence above goes on below, and its paragraph is not itself an answer right under a quote. */
function isInSentence(lines: readonly Line[], at: number, end: number): boolean {
  if (!/[\p{L}\p{N}]$/u.test(lines[at - 1]?.text ?? '')) return false
  if (!/^\p{Ll}/u.test(lines[end]?.text ?? '')) return false
  const above = lines.slice(Math.max(0, at - 5), at).reverse()
  return !isPrompt(above.find((line) => !line.text || isPrompt(line)))
}

function isHistory({ kind }: Line): boolean {
  return kind === 'quote' || kind === 'attribution'
}

function isPrompt(line: Line | undefined): boolean {
  return line?.kind === 'quote' && line.depth > 0 && !isMarkup(line)
}

/** Quoted by elements, which leave nothing over, and not by `>`. */
function isMarkup({ place }: Line): boolean {
  return place !== null && (place.elements > 0 || place.role !== null)
}

function isSaid(line: Line | undefined): boolean {
  return Boolean(line?.text) && (line?.kind ?? 'said') === 'said'
}

/** When a program wraps a quote it leaves the end of each long line without a mark; no one answers in mid-sentence. */
function joinWrapped(lines: readonly Line[]): void {
  for (const [n, line] of lines.entries()) {
    const [before, after] = [lines[n - 1], lines[n + 1]]
    if (!isSaid(line) || before?.kind !== 'quote' || after?.kind !== 'quote') continue
    if (before.depth === 0 || isMarkup(before) || after.depth === 0 || isMarkup(after)) continue
    if (isLeftOver(before.text, line.text)) line.kind = 'quote'
  }
}

function isLeftOver(before: string, text: string): boolean {
  if (/^\S+$/.test(text) && /^[^\p{L}\p{N}]|[)\]>]$/u.test(text)) return true // The end of a link.
  if (/^[(<[]https?:\S+[)>\]]/.test(text)) return true
  if (text.length > 80 || before.length < 50) return false
  const ended = /[.!:;。！？]$/.test(before)
  return !before.endsWith('?') && (/^\p{Ll}/u.test(text) || (!ended && before.length >= 60))
}

/** Blank lines go with what follows them, rulers and stray marks with the history they stand above. */
function giveBlanksAndRulers(lines: readonly Line[]): void {
  let next: Line['kind'] = null
  for (const line of lines.toReversed()) {
    if (!line.text) line.kind ??= next
    else if (line.kind === null && next && next !== 'said' && standsAbove(line.text))
      line.kind = next
    else next = line.kind ?? 'said'
  }
}

function standsAbove(text: string): boolean {
  return isRuler(text) || isSignatureDelimiter(text)
}

/**
 * Where nothing would be left to see, signatures come back, as people write below "--" and into the signature of their
 * program. A mail that only forwards or quotes is shown whole.
 */
function keepSomething(lines: readonly Line[]): void {
  if (lines.some(shows)) return
  for (const line of lines) if (line.kind === 'signature') line.kind = 'said'
  if (lines.some(shows)) return
  for (const line of lines) line.kind = 'said'
}

function shows({ kind, text }: Line): boolean {
  return (
    (kind === null || kind === 'said' || kind === 'disclaimer') && /[\p{L}\p{N}\p{S}]/u.test(text)
  )
}
