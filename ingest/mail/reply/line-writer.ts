import type { Mark } from './client-marks.ts'
import {
  type Container,
  type Line,
  longestRead,
  mostLines,
  type Place,
  withoutMarks,
} from './lines.ts'

/** Writes text line by line and notes on each line the marks it stands under. */
export class LineWriter {
  private written = ''
  private lines: Line[] = []
  private current = ''
  private linked = '' // The words of the link that is being written.
  private empty = true // Nothing but space stands on the current line.
  private held = false // A no-break space keeps the current line open, as programs write empty paragraphs.
  private blankDue = false // A blank line stands before the next text.
  private space = false // A space is due before the next text of this line.
  private depth = 0
  private counts = { quote: 0, indent: 0, attribution: 0, signature: 0, bar: 0 }
  private containers: Container[] = []
  private cut = false

  enter(mark: Mark) {
    if (!this.empty) this.lineBreak()
    if (mark === 'begin') this.cut = true
    else if (mark === 'container') this.containers.push({ quotes: false })
    else {
      this.counts[mark]++
      if (mark === 'quote' || mark === 'indent') this.depth++
    }
  }

  leave(mark: Mark) {
    if (!this.empty) this.lineBreak()
    if (mark === 'begin') return
    if (mark === 'container') this.leaveContainer()
    else {
      this.counts[mark]--
      if (mark === 'quote' || mark === 'indent') this.depth--
    }
  }

  text(text: string, keepsSpace: boolean) {
    if (keepsSpace) return this.preformatted(text)
    if (!/\s/.test(text)) return this.word(text)
    const collapsed = text.replace(/\s+/g, ' ')
    if (collapsed.startsWith(' ')) this.space = !this.empty
    const words = collapsed.trim()
    if (!words) {
      this.held ||= text.includes('\u00a0')
      return
    }
    this.word(words)
    this.space = collapsed.endsWith(' ')
  }

  /** The current line ends, if it says anything. With `blank`, a blank line stands before what comes next. */
  boundary(blank: boolean) {
    if (!this.empty || this.held) this.lineBreak()
    if (blank && this.lines.length > 0) this.blankDue = true
  }

  lineBreak() {
    this.push(this.current)
    this.current = ''
    this.empty = true
    this.held = false
    this.space = false
  }

  rule() {
    this.boundary(false)
    this.word('---')
    this.lineBreak()
  }

  bullet() {
    this.word('-')
    this.space = true
  }

  cell() {
    if (!this.empty) this.space = true
  }

  beginLink() {
    this.linked = ''
  }

  /** Where a link leads, if its words do not say it. */
  link(target: string) {
    if (!/^https?:/i.test(target) || target.length > 400 || this.empty) return
    const bare = target.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '')
    if (!this.linked.includes(bare)) this.word(` <${target}>`)
  }

  finish(): { text: string; lines: Line[] } {
    if (!this.empty) this.lineBreak()
    while (this.containers.length > 0) this.leaveContainer()
    if (this.lines.some(isQuotedByElement)) this.lines.forEach(this.unquote, this)
    return { text: this.written, lines: this.lines }
  }

  /** Where elements quote, a `>` outside them is an arrow or a prompt. */
  private unquote(line: Line) {
    if (line.depth === 0 || isQuotedByElement(line)) return
    const begin = this.written.slice(line.start, line.end)
    line.text = begin.trim().slice(0, longestRead)
    line.textStart = line.end - begin.trimStart().length
    line.depth = 0
  }

  private leaveContainer() {
    const left = this.containers.pop()
    const around = this.containers.at(-1)
    if (left?.quotes && around) around.quotes = true
  }

  private preformatted(text: string) {
    for (const [n, line] of text.split(/\r?\n/).entries()) {
      if (n > 0) this.lineBreak()
      if (line) {
        this.current += line
        if (line.trim()) this.empty = false
      }
    }
  }

  private word(word: string) {
    this.current += this.space ? ` ${word}` : word
    if (this.linked.length < 500) this.linked += word
    this.space = false
    this.empty = false
  }

  private push(content: string) {
    const { blankDue } = this
    this.blankDue = false
    const last = this.lines.at(-1)
    if (blankDue && last?.text && content.trim()) this.add('')
    this.add(content)
  }

  private add(content: string) {
    const line = `${content.trimEnd()}\n`
    const start = this.written.length
    this.written += line
    const end = this.written.length
    const last = this.lines.at(-1)
    if (last && this.lines.length > mostLines) {
      last.end = end
      return
    }
    const { text, skipped, depth } = withoutMarks(content.slice(0, longestRead))
    const textStart = start + skipped
    const container = this.containers.at(-1)
    if (container && this.depth > 0 && text) container.quotes = true
    this.lines.push({
      start,
      end,
      text,
      textStart,
      depth: this.depth + depth,
      place: this.place(),
      kind: null,
      features: null,
    })
  }

  private place(): Place {
    const { quote, indent, attribution, signature, bar } = this.counts
    const role =
      quote > 0 ? 'quote' : attribution > 0 ? 'attribution' : signature > 0 ? 'signature' : null
    return {
      role,
      elements: this.depth,
      cut: this.cut,
      indented: indent > 0 && quote === 0,
      bar: bar > 0,
      container: this.containers.at(-1) ?? null,
    }
  }
}

function isQuotedByElement({ place }: Line): boolean {
  return place !== null && place.elements > 0
}
