import { textOfHtml } from './html-text.ts'
import { foldHistory } from './reply/history.ts'
import { linesOfHtml } from './reply/html-lines.ts'
import { type Kind, type Line, linesOf } from './reply/lines.ts'
import { smooth } from './reply/smooth.ts'
import { foldTails } from './reply/tails.ts'

interface Span {
  start: number // Offsets in the whole text; `end` is exclusive.
  end: number
  kind: Kind
}

export interface TrimmedReply {
  text: string // The whole body: the text of the mail, or its HTML as text where that tells more.
  spans: Span[] // In order, without gaps: together they are the whole text.
  visible: string // What of it was said: a view, nothing is deleted.
}

/**
 * Tells what the sender wrote from quoted history, signatures and banners. Takes time in proportion to the length of
 * the mail, whatever is in it. Something is always visible if the mail says anything.
 */
export function trimReply(mail: { text: string; html: string | null }): TrimmedReply {
  if (!mail.html) return trimmed(mail.text, linesOf(mail.text))
  const { text, lines } = linesOfHtml(mail.html)
  const ofHtml = trimmed(text, lines)
  if (ofHtml.visible && isMadeFrom(mail.html, mail.text)) return ofHtml
  const ofText = trimmed(mail.text, linesOf(mail.text))
  return agree(ofText.visible, ofHtml.visible) ? ofText : ofHtml
}

const enoughToCompare = 20_000

/** Whether the text is only the HTML read as text, by its beginning where it is long. */
function isMadeFrom(html: string, text: string): boolean {
  if (!text.trim()) return true
  const made = textOfHtml(html.slice(0, enoughToCompare))
  if (html.length <= enoughToCompare) return text === made
  return made.length > 600 && text.startsWith(made.slice(0, 500))
}

function trimmed(text: string, lines: Line[]): TrimmedReply {
  foldHistory(lines)
  foldTails(lines)
  smooth(lines)
  const spans = spansOf(lines)
  return { text, spans, visible: view(text, lines) }
}

/**
 * The text that came with the HTML is kept where both say about the same. Otherwise it is the HTML that knows better:
 * it marks its quotes where texts only have words, and texts may be as poor as "please use a program that shows HTML".
 */
function agree(ofText: string, ofHtml: string): boolean {
  if (!ofText || !ofHtml) return ofHtml === ''
  const [inText, inHtml] = [lettersIn(ofText), lettersIn(ofHtml)]
  return Math.abs(inText - inHtml) <= 40 + 0.2 * Math.min(inText, inHtml)
}

/** Without links, which the two write differently. */
function lettersIn(text: string): number {
  return text.replace(/https?:\/\/[^\s)>\]]+/g, '').replace(/[^\p{L}\p{N}]+/gu, '').length
}

/** What the sender wrote, without quoted history and signature: a view of the body, which is kept whole. */
export function visibleText(mail: { text: string; html: string | null }): string {
  return trimReply(mail).visible
}

function spansOf(lines: readonly Line[]): Span[] {
  const spans: Span[] = []
  for (const { start, end, kind } of lines) {
    const last = spans.at(-1)
    if (last?.kind === (kind ?? 'said')) last.end = end
    else spans.push({ start, end, kind: kind ?? 'said' })
  }
  return spans
}

/** The lines that are shown, without space at their ends and with one blank line where there were several. */
function view(text: string, lines: readonly Line[]): string {
  const shown: string[] = []
  for (const { start, end, kind } of lines) {
    if (kind !== null && kind !== 'said' && kind !== 'disclaimer') continue
    const line = text.slice(start, end).trimEnd()
    if (line || shown.at(-1)) shown.push(line)
  }
  return shown.join('\n').trim()
}
