import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextStyleable,
} from '@slack/types'

export type Style = NonNullable<RichTextStyleable['style']>

/** So much of one message is shown in Slack; the rest is a link away. */
export const maxCharacters = 2900

const address = /https?:\/\/[^\s<>"'`|…]+[^\s<>"'`|….,;:!?)\]}]/gi

/** Words as elements that can neither mention anybody nor hide where a link leads. Empty for no words. */
export function wordsOf(text: string, style?: Style): RichTextElement[] {
  const elements: RichTextElement[] = []
  let from = 0
  for (const { 0: url, index } of text.matchAll(address)) {
    const before = plain(text.slice(from, index), style)
    from = index + url.length
    const isCut = text.startsWith('…', from) // It would lead elsewhere.
    elements.push(...before, ...(isCut ? plain(url, style) : linkTo(url)))
  }
  return [...elements, ...plain(text.slice(from), style)]
}

/** A link that shows where it leads, whatever its author called it. */
export function linkTo(url: string): RichTextElement[] {
  if (!URL.canParse(url) || url.length > 2000) return plain(url)
  const { protocol, href } = new URL(url)
  return /^(https?|mailto):$/.test(protocol) ? [{ type: 'link', url: href }] : plain(url)
}

export function plain(text: string, style?: Style): RichTextElement[] {
  const clean = text.replace(/[\p{Cf}\0]/gu, '')
  if (!clean) return []
  return [{ type: 'text', text: clean, ...(style && Object.keys(style).length > 0 && { style }) }]
}

export function section(elements: RichTextElement[]): RichTextBlockElement {
  return { type: 'rich_text_section', elements }
}

export function richText(elements: RichTextBlockElement[]): RichTextBlock {
  return { type: 'rich_text', elements }
}
