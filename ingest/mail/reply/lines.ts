import type { Features } from './features.ts'

/** What a stretch of a mail is. Everything but what was said, and disclaimers, is folded away. */
export type Kind = 'said' | 'quote' | 'attribution' | 'signature' | 'disclaimer' | 'banner'

/** One line of a mail with what is known of its place before its words are read. */
export interface Line {
  start: number // Offsets in the whole text; `end` is past the line break.
  end: number
  text: string // Without quote marks and outer space; the first 500 characters.
  textStart: number
  depth: number // How often it is quoted.
  place: Place | null // Where it stood in the HTML.
  kind: Kind | null // Null until it is decided.
  features: Features | null // Read when first asked for.
}

/** What the client's own markup says about a line. */
export interface Place {
  role: 'quote' | 'attribution' | 'signature' | null
  elements: number // How many quoting elements it stands in.
  cut: boolean // The client begins history here.
  indented: boolean // In plain blockquotes only, which are used to quote and to set something apart.
  bar: boolean // Beside a vertical bar, or below a horizontal one: history where an attribution stands before it.
  container: Container | null
}

/** An element that holds an attribution, quotes and, between them, answers. */
export interface Container {
  quotes: boolean // Some of its lines are quoted.
}

/** Whether two lines are quoted alike and stand in the same element, as far as it matters. */
export function isBeside(one: Line, other: Line): boolean {
  if (one.depth !== other.depth) return false
  return one.place?.bar === other.place?.bar && one.place?.container === other.place?.container
}

export const longestRead = 500
export const mostLines = 10_000

const quoteMarks = /^[ \t]{0,3}(?:[>＞][ \t]?)+/

/** Splits a plain text into lines. What is beyond 10 000 of them is one last line. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let openLink = false
  for (let start = 0; start < text.length; ) {
    const full = lines.length === mostLines
    const found = full ? -1 : text.indexOf('\n', start)
    const end = found < 0 ? text.length : found + 1
    const line = lineAt(text, start, end, openLink)
    openLink = line.depth === 0 && leavesLinkOpen(line.text, openLink)
    lines.push(line)
    start = end
  }
  return lines
}

/** A mark at the beginning of a line is the end of a link where the line above began one. */
function lineAt(text: string, start: number, end: number, openLink: boolean): Line {
  const begin = text.slice(start, Math.min(end, start + longestRead))
  const { depth, text: read, skipped } = openLink ? unmarked(begin) : withoutMarks(begin)
  const textStart = start + skipped
  return { start, end, text: read, textStart, depth, place: null, kind: null, features: null }
}

/** The text of a line behind its quote marks, how many there are, and how many characters stand before it. */
export function withoutMarks(begin: string): { depth: number; text: string; skipped: number } {
  const marks = quoteMarks.exec(begin)?.[0] ?? ''
  const { text, skipped } = unmarked(begin.slice(marks.length))
  return { depth: marks.replace(/[ \t]/g, '').length, text, skipped: marks.length + skipped }
}

function unmarked(begin: string) {
  return { depth: 0, text: begin.trim(), skipped: begin.length - begin.trimStart().length }
}

/** Whether a "<" before a link or an address, at the end of a line, waits for its ">". */
function leavesLinkOpen(text: string, wasOpen: boolean): boolean {
  const last = text.slice(-300)
  const opened = last.lastIndexOf('<')
  if (opened > last.lastIndexOf('>'))
    return /^<\s*(?:$|https?:|mailto:|[^\s<>@]{1,80}@[^\s<>]*$)/.test(last.slice(opened))
  return wasOpen && text !== '' && !/^[^<]*>/.test(last)
}
