import { replyMarker } from '#core/tickets/reply-marker.ts'
import { attributionAt, quotedBelow, splitShared } from './attribution.ts'
import { featuresOf } from './features.ts'
import { headerBlockAt, isFlatHeaderBlock, tabledBlockAt } from './header-block.ts'
import type { Container, Kind, Line } from './lines.ts'
import { readOtherMarks } from './other-marks.ts'
import { dashedTitle, isForwardTitle, isOriginalTitle, isReplyLine, isRuler } from './separator.ts'

/** How the lines after the current one are read: by their own marks, all as history, or all as a forwarded mail. */
type Reading = 'marks' | 'history' | 'forward'

interface Beginning {
  kind: Kind
  size: number // Lines.
  after?: Reading
}

/** What has been met so far, from the top. */
interface Seen {
  history: boolean
  containers: Set<Container> // Whose quotes have begun.
}

/**
 * Decides which lines are quotes and attributions, from top to bottom; the rest stays undecided. Our own marker comes
 * first, then the client's markup, then words, then `>`.
 */
export function foldHistory(lines: Line[]): void {
  let reading: Reading = 'marks'
  const seen: Seen = { history: false, containers: new Set() }
  readOtherMarks(lines)
  splitShared(lines)
  const marker = lines.findIndex(({ text }) => text.includes(replyMarker))
  for (let n = 0; n < lines.length; ) {
    const found: Beginning | undefined =
      reading === 'marks'
        ? n === marker
          ? atMarker(lines, n)
          : beginning(lines, n, seen)
        : { kind: reading === 'history' ? 'quote' : 'said', size: 1 }
    const next = n + (found?.size ?? 1)
    if (found && found.kind !== 'said') seen.history = true
    for (; n < next; n++) {
      const line = lines[n]
      if (line && found) line.kind = found.kind
    }
    reading = found?.after ?? reading
  }
  if (marker > 0) foldAboveMarker(lines, marker)
}

function atMarker(lines: readonly Line[], at: number): Beginning {
  const quoted = (lines[at]?.depth ?? 0) > 0
  return { kind: 'quote', size: 1, after: quoted ? 'marks' : 'history' }
}

/** What begins at a line, if it is not plainly something that was said. */
function beginning(lines: readonly Line[], at: number, seen: Seen): Beginning | undefined {
  const line = lines[at]
  if (!line) return undefined
  if (line.depth > 0) {
    if (isBetweenArrows(line)) return begun(lines, at, 'attribution', 1, 0)
    if (!isSetApart(lines, at, seen)) {
      if (line.place?.container) seen.containers.add(line.place.container)
      return { kind: 'quote', size: 1 }
    }
  }
  if (!line.text) return undefined
  if (isForwardTitle(line.text)) return { kind: 'said', size: 1, after: 'forward' }
  return byPlace(line, seen) ?? byWords(lines, at) ?? beside(lines, at)
}

/** GroupWise writes ">>> Ann <ann@example.org> 5.1.2024 15:45 >>>" above what it quotes. */
function isBetweenArrows(line: Line): boolean {
  if (line.depth < 3 || !line.text.endsWith('>>>')) return false
  const { date, address } = featuresOf(line)
  return date || address
}

/** A plain blockquote with no attribution or other history above, nor at its own beginning, is what the sender set apart. */
function isSetApart(lines: readonly Line[], at: number, seen: Seen): boolean {
  const place = lines[at]?.place
  if (!place?.indented || place.container || seen.history) return false
  const above = lines.slice(Math.max(0, at - 4), at).findLast((line) => line.text)
  const begins = !above?.place?.indented
  return !(begins && (attributionAt(lines, at, true) > 0 || opensWithHeaders(lines, at)))
}

/** Some programs put a line of their own above the headers. */
function opensWithHeaders(lines: readonly Line[], at: number): boolean {
  return [at, at + 1].some((first) => headerBlockAt(lines, first, true) > 0)
}

function byPlace({ place }: Line, seen: Seen): Beginning | undefined {
  if (!place) return undefined
  if (place.cut) return { kind: 'quote', size: 1, after: 'history' }
  if (place.role === 'quote' || place.role === 'attribution') return { kind: place.role, size: 1 }
  const { container } = place
  if (!container) return undefined
  if (!container.quotes) return { kind: 'quote', size: 1 }
  return seen.containers.has(container) ? undefined : { kind: 'attribution', size: 1 }
}

function byWords(lines: readonly Line[], at: number): Beginning | undefined {
  const line = lines[at]
  if (!line) return undefined
  const attribution = attributionAt(lines, at)
  if (attribution > 0) {
    const found = begun(lines, at, 'attribution', attribution)
    return found.after === 'history' && !isBelowWords(lines, at) ? undefined : found
  }
  if (isReplyLine(line.text)) return begun(lines, at, 'quote', 1)
  const title = isOriginalTitle(line.text)
  const dashed = title || dashedTitle(line.text) !== null || isRuler(line.text)
  if (dashed) {
    const headers = nextText(lines, at + 1)
    const block = headerBlockAt(lines, headers, true)
    const unsure = !title && isRuler(line.text) && headerBlockAt(lines, headers, false) === 0
    if (block > 0 && !unsure) return begun(lines, at, 'quote', headers - at + block)
    const flat = lines[headers]
    if (flat && isFlatHeaderBlock(flat, true)) return begun(lines, at, 'quote', headers - at + 1)
    return title ? begun(lines, at, 'quote', 1) : undefined
  }
  const block = headerBlockAt(lines, at, line.place?.bar ?? false) || tabledBlockAt(lines, at)
  if (block > 0) return begun(lines, at, 'quote', block)
  return isFlatHeaderBlock(line, false) ? begun(lines, at, 'quote', 1) : undefined
}

/** What stands on top of a mail with nothing but text below is a sentence, as a mail of only history says nothing. */
function isBelowWords(lines: readonly Line[], at: number): boolean {
  return lines.slice(0, at).some(({ text }) => text)
}

/** What stands beside a bar is history if history stands right above it. */
function beside(lines: readonly Line[], at: number): Beginning | undefined {
  if (!lines[at]?.place?.bar) return undefined
  let above = at - 1
  while (above >= 0 && at - above < 5 && !lines[above]?.text) above--
  const kind = lines[above]?.kind
  return kind === 'attribution' || kind === 'quote' ? { kind: 'quote', size: 1 } : undefined
}

/** With quotes below, those are the history and answers may stand between; without, all the rest is history. */
function begun(
  lines: readonly Line[],
  at: number,
  kind: 'attribution' | 'quote',
  size: number,
  depth = lines[at]?.depth ?? 0,
): Beginning {
  const below = quotedBelow(lines, at + size, depth)
  return { kind, size, after: below ? 'marks' : 'history' }
}

function nextText(lines: readonly Line[], at: number): number {
  let next = at
  while (next < at + 3 && lines[next]?.text === '') next++
  return next
}

/** Programs in languages we do not know put their own line above the quote; right above our marker it is one. */
function foldAboveMarker(lines: readonly Line[], marker: number): void {
  let n = marker - 1
  while (n > 0 && marker - n < 4 && !lines[n]?.text) n--
  const last = lines[n]
  if (!last?.text || last.kind !== null || !/[:：]\W*$/.test(last.text)) return
  for (let m = n; m > n - 3 && lines[m]?.text && lines[m]?.kind === null; m--) {
    const line = lines[m]
    if (line) line.kind = 'attribution'
  }
}
