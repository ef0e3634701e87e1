import type { RichTextBlock, RichTextElement } from '@slack/types'
import type { Seen } from '#bench/sandbox/seen.ts'
import { personOf } from './sight.ts'

const marks = { code: '`', bold: '*', italic: '_', strike: '~' } as const

/** What somebody types to have this written. */
export function typedAs({ elements }: RichTextBlock, seen: Seen): string {
  return elements.map((part) => typedPart(part, seen)).join('\n')
}

function typedPart(part: RichTextBlock['elements'][number], seen: Seen): string {
  switch (part.type) {
    case 'rich_text_section':
      return typedLine(part.elements, seen)
    case 'rich_text_quote':
      return typedLine(part.elements, seen).replace(/^/gm, '> ')
    case 'rich_text_preformatted':
      return `\`\`\`\n${typedLine(part.elements, seen)}\n\`\`\``
    case 'rich_text_list': {
      const sign = (place: number) => (part.style === 'ordered' ? `${place + 1}.` : '•')
      const items = part.elements.map((item) => typedLine(item.elements, seen))
      return items.map((item, place) => `${sign(place)} ${item}`).join('\n')
    }
  }
}

function typedLine(elements: RichTextElement[], seen: Seen): string {
  return elements.map((one) => typedWord(one, seen)).join('')
}

function typedWord(one: RichTextElement, seen: Seen): string {
  switch (one.type) {
    case 'text': {
      const style = one.style ?? {}
      const [mark = ''] = Object.entries(marks).flatMap(([name, mark]) =>
        style[name as keyof typeof marks] ? mark : [],
      )
      return `${mark}${one.text}${mark}`
    }
    case 'link':
      return one.url
    case 'user':
      return `@${personOf(seen, one.user_id).handle}`
    case 'channel':
      return `#${seen.channels.find(({ id }) => id === one.channel_id)?.name ?? one.channel_id}`
    case 'emoji':
      return `:${one.name}:`
    case 'broadcast':
      return `@${one.range}`
    default:
      return ''
  }
}
