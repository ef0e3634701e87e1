import type { RichTextBlockElement, RichTextElement } from '@slack/types'
import { ElementType, parseDocument } from 'htmlparser2'
import { mailableHtml } from '#core/tickets/written-html.ts'
import { linkTo, maxCharacters, plain, type Style, section, wordsOf } from './rich.ts'

type ChildNode = ReturnType<typeof parseDocument>['children'][number]

const maxHtml = 400_000 // Characters; nobody reads further, and parsing takes time.
const maxBlocks = 60
const title = /<title\b[^>]*>[^<]*/gi // Of a page, not of what it says.

const styles: Record<string, Style> = {
  b: { bold: true },
  strong: { bold: true },
  h1: { bold: true },
  h2: { bold: true },
  h3: { bold: true },
  h4: { bold: true },
  th: { bold: true },
  i: { italic: true },
  em: { italic: true },
  s: { strike: true },
  del: { strike: true },
  strike: { strike: true },
  code: { code: true },
}
const lines = new Set(
  'p div h1 h2 h3 h4 h5 h6 tr table section article header footer dl dt dd'.split(' '),
)

/**
 * HTML of a mail as rich text: what formats stays, nothing can mention, and links show where they lead.
 * @returns the blocks, and whether something had to be left out
 */
export function fromHtml(html: string): { elements: RichTextBlockElement[]; whole: boolean } {
  const page = new Page()
  page.walk(parseDocument(mailableHtml(html.slice(0, maxHtml).replace(title, ''))).children, {})
  page.endLine()
  return { elements: page.blocks, whole: page.left > 0 && html.length <= maxHtml }
}

/** What has been walked so far. */
class Page {
  blocks: RichTextBlockElement[] = []
  left = maxCharacters
  #line: RichTextElement[] = []

  walk(nodes: ChildNode[], style: Style): void {
    for (const node of nodes) {
      if (this.left <= 0 || this.blocks.length >= maxBlocks) return
      if (isText(node)) this.#add(wordsOf(this.#take(node.data.replace(/\s+/g, ' ')), style))
      else if (isTag(node)) this.#element(node.name, node.attribs, node.children, style)
    }
  }

  #element(name: string, attributes: Record<string, string>, inside: ChildNode[], style: Style) {
    if (name === 'br') this.#line.push({ type: 'text', text: '\n' })
    else if (name === 'ul' || name === 'ol') this.#list(name, inside)
    else if (name === 'blockquote') this.#apart('rich_text_quote', inside)
    else if (name === 'pre') this.#apart('rich_text_preformatted', inside)
    else if (name === 'img') this.#add(plain(this.#take(attributes.alt ?? '')))
    else {
      if (lines.has(name)) this.endLine()
      this.walk(inside, { ...style, ...styles[name] })
      if (name === 'td' || name === 'th') this.#line.push({ type: 'text', text: ' ' })
      if (name === 'a') this.#target(attributes.href ?? '', inside)
      if (lines.has(name)) this.endLine()
    }
  }

  /** The address behind the words of a link, unless they are that address. */
  #target(href: string, words: ChildNode[]) {
    const said = textIn(words).trim().replace(/\/$/, '')
    const url = href.replace(/^mailto:/i, '').replace(/\/$/, '')
    if (!href || said === url || this.left <= 0) return
    const link = linkTo(href)
    if (link.length > 0)
      this.#line.push({ type: 'text', text: ' (' }, ...link, { type: 'text', text: ')' })
    this.left -= href.length
  }

  #list(name: 'ul' | 'ol', items: ChildNode[]) {
    this.endLine()
    const elements = items.flatMap((item) => {
      const words = isTag(item)
        ? wordsOf(this.#take(textIn([item]).replace(/\s+/g, ' ').trim()))
        : []
      return words.length > 0 ? [{ type: 'rich_text_section' as const, elements: words }] : []
    })
    const style = name === 'ul' ? 'bullet' : 'ordered'
    if (elements.length > 0) this.blocks.push({ type: 'rich_text_list', style, elements })
  }

  #apart(type: 'rich_text_quote' | 'rich_text_preformatted', inside: ChildNode[]) {
    this.endLine()
    const words = this.#take(textIn(inside).trim())
    if (words) this.blocks.push({ type, elements: [{ type: 'text', text: words }] })
  }

  endLine() {
    const isBlank = this.#line.every((one) => one.type === 'text' && !one.text.trim())
    if (!isBlank) this.blocks.push(section([...this.#line, { type: 'text', text: '\n' }]))
    this.#line = []
  }

  #add(elements: RichTextElement[]) {
    this.#line.push(...elements)
  }

  #take(text: string): string {
    const taken = text.slice(0, Math.max(this.left, 0)).toWellFormed()
    this.left -= text.length
    return taken
  }
}

function isTag(node: ChildNode): node is Extract<ChildNode, { attribs: unknown }> {
  return 'attribs' in node
}

function isText(
  node: ChildNode,
): node is Extract<ChildNode, { type: ElementType.ElementType.Text }> {
  return node.type === ElementType.ElementType.Text
}

function textIn(nodes: ChildNode[]): string {
  return nodes
    .map((node) => {
      if (isText(node)) return node.data
      if (!isTag(node)) return ''
      return node.name === 'br' ? '\n' : textIn(node.children) + (lines.has(node.name) ? '\n' : '')
    })
    .join('')
}
