import { decodeEntities } from './html-entities.ts'

type Effect = 'line' | 'paragraph' | 'cell' | 'item' | 'quote' | 'verbatim' | 'skip'

const effects: Record<string, Effect> = {
  br: 'line',
  ...each(
    'line',
    'div tr article section header footer main nav aside address form fieldset center dt dd figure figcaption caption option legend details summary body html',
  ),
  ...each('paragraph', 'p h1 h2 h3 h4 h5 h6 ul ol dl table hr'),
  ...each('cell', 'td th'),
  ...each('skip', 'style script title template'),
  li: 'item',
  blockquote: 'quote',
  pre: 'verbatim',
}
const maxQuoteDepth = 20

/**
 * HTML as text: blocks become lines, quotes get `>`, list items `-`. One pass without a tree, because
 * parsers that build one need minutes for a megabyte of nested or unclosed tags.
 */
export function textOfHtml(html: string): string {
  const out = new Lines()
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) break
    if (open > at) out.write(decodeEntities(html.slice(at, open)))
    at = afterMarkup(html, open, out)
  }
  if (at < html.length) out.write(decodeEntities(html.slice(at)))
  return out.text()
}

/** Handles what begins with `<` and returns where the text goes on. */
function afterMarkup(html: string, open: number, out: Lines): number {
  if (html.startsWith('<!--', open)) return after(html, '-->', open + 4)
  if (html[open + 1] === '!' || html[open + 1] === '?') return after(html, '>', open)
  const [, slash, tag = ''] = /^<(\/?)([a-z][\w:-]{0,30})/i.exec(html.slice(open, open + 34)) ?? []
  if (!tag) {
    out.write('<')
    return open + 1
  }
  const name = tag.toLowerCase()
  const end = tagEnd(html, open)
  if (effects[name] === 'skip' && !slash) return afterElement(html, name, end)
  apply(out, effects[name], slash === '/')
  return end
}

function apply(out: Lines, effect: Effect | undefined, closes: boolean) {
  if (effect === 'line') out.break(1)
  else if (effect === 'paragraph') out.break(2)
  else if (effect === 'cell') out.write(' ')
  else if (effect === 'item') out.item(closes)
  else if (effect === 'quote') out.quote(closes ? -1 : 1)
  else if (effect === 'verbatim') out.verbatim(!closes)
}

/** The text so far. Line breaks are kept back until more text comes, so that they never pile up. */
class Lines {
  private readonly lines: string[] = []
  private line: string[] = []
  private pending = 0
  private depth = 0
  private marker = ''
  private asWritten = false
  private blank = true // Whether a blank now would be one too many.

  write(text: string) {
    if (this.asWritten) {
      for (const [i, line] of text.split(/\r\n?|\n/).entries()) {
        if (i > 0) this.end()
        if (line) this.add(line)
      }
      return
    }
    const collapsed = text.replace(/[ \t\n\r\f\u00a0]+/g, ' ')
    const fresh = this.pending > 0 || this.blank
    const words = fresh && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed
    if (words) this.add(words)
  }

  break(size: number) {
    this.pending = Math.max(this.pending, size)
  }

  item(closes: boolean) {
    this.break(1)
    this.marker = closes ? '' : '- '
  }

  quote(change: number) {
    this.flush(change > 0 ? 2 : 1)
    this.depth = Math.max(0, this.depth + change)
    if (change < 0) this.break(2)
  }

  verbatim(on: boolean) {
    this.break(1)
    this.asWritten = on
  }

  text(): string {
    this.flush(1)
    return this.lines.join('\n').replace(/^\n+|\n+$/g, '')
  }

  private add(text: string) {
    if (this.pending > 0) this.flush(this.pending)
    this.line.push(this.marker + text)
    this.marker = ''
    this.blank = text.endsWith(' ')
  }

  private end() {
    const quotes = '> '.repeat(Math.min(this.depth, maxQuoteDepth))
    this.lines.push((quotes + this.line.join('')).trimEnd())
    this.line = []
    this.blank = true
  }

  private flush(size: number) {
    if (this.line.length > 0) this.end()
    if (size > 1 && /[^> ]/.test(this.lines.at(-1) ?? '')) this.end()
    this.pending = 0
  }
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from)
  return found < 0 ? html.length : found + mark.length
}

/** A `>` inside a quoted attribute does not end the tag; the look-ahead for the quote is bounded. */
function tagEnd(html: string, open: number): number {
  const end = after(html, '>', open)
  const quotes = end - open < 2000 ? html.slice(open, end).split('"').length - 1 : 0
  if (quotes % 2 === 0) return end
  const closing = html.slice(end, end + 2000).indexOf('"')
  return closing < 0 ? end : after(html, '>', end + closing)
}

function afterElement(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}\\b`, 'gi')
  closing.lastIndex = from
  const found = closing.exec(html)
  return found ? after(html, '>', found.index) : html.length
}

function each(effect: Effect, names: string): Record<string, Effect> {
  return Object.fromEntries(names.split(' ').map((name) => [name, effect]))
}
