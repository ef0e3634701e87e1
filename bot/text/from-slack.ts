import { escaped } from '#core/mails/text-as-html.ts'

/** What somebody wrote in Slack, as mail and notes hold it. */
export interface Written {
  text: string
  html: string
}

/** Names for what Slack writes as ids. */
export interface Names {
  user(id: string): string
  channel(id: string): string
}

type Json = Record<string, unknown>

/**
 * A message's `rich_text` blocks as text and HTML. Read from the blocks, not from `text`, whose escapes and markup
 * cannot be told from what was typed.
 * @param blocks as Slack sent them: anything
 */
export function fromSlack(blocks: unknown, names: Names): Written | undefined {
  const rich = list(blocks).filter(({ type }) => type === 'rich_text')
  if (rich.length === 0) return undefined
  const parts = rich.flatMap(({ elements }) => list(elements).map((one) => part(one, names)))
  return {
    text: parts
      .map(({ text }) => text)
      .join('\n')
      .trim(),
    html: parts.map(({ html }) => html).join(''),
  }
}

/** One piece of a message, by its kind; lists, quotes and code keep their shape in text too. */
function part(one: Json, names: Names): Written {
  const inside = list(one.elements)
  if (one.type === 'rich_text_list') {
    const items = inside.map((item) => line(list(item.elements), names))
    const tag = one.style === 'ordered' ? 'ol' : 'ul'
    const pad = '  '.repeat(Number(one.indent) || 0)
    return {
      text: items
        .map(({ text }, place) => `${pad}${tag === 'ol' ? `${place + 1}.` : '•'} ${text}`)
        .join('\n'),
      html: `<${tag}>${items.map(({ html }) => `<li>${html}</li>`).join('')}</${tag}>`,
    }
  }
  const { text, html } = line(inside, names)
  if (one.type === 'rich_text_quote')
    return { text: text.replace(/^/gm, '> '), html: `<blockquote>${html}</blockquote>` }
  if (one.type === 'rich_text_preformatted')
    return { text, html: `<pre>${html.replaceAll('<br>', '\n')}</pre>` }
  return { text: text.replace(/\n$/, ''), html: `<p>${html}</p>` }
}

function line(elements: Json[], names: Names): Written {
  const words = elements.map((one) => word(one, names))
  return {
    text: words.map(({ text }) => text).join(''),
    html: words.map(({ html }) => html).join(''),
  }
}

function word(one: Json, names: Names): Written {
  const said = spoken(one, names)
  const html = escaped(said).replaceAll('\n', '<br>')
  const url = typeof one.url === 'string' ? one.url : ''
  const shown =
    one.type === 'link' && /^(https?:|mailto:)/i.test(url)
      ? `<a href="${escaped(url)}">${html}</a>`
      : html
  const masked = one.type === 'link' && one.text && one.text !== url
  return { text: masked ? `${said} (${url})` : said, html: styled(shown, one.style) }
}

function spoken(one: Json, names: Names): string {
  const id = String(one.user_id ?? one.channel_id ?? one.usergroup_id ?? '')
  switch (one.type) {
    case 'text':
      return String(one.text ?? '')
    case 'link':
      return String(one.text || one.url)
    case 'user':
      return `@${names.user(id)}`
    case 'channel':
      return `#${names.channel(id)}`
    case 'broadcast':
      return `@${one.range}`
    case 'emoji':
      return pictured(one)
    case 'date':
      return String(one.fallback ?? '')
    default:
      return ''
  }
}

/** Standard emoji come with their code points, `1f44b-1f3fd`; a workspace's own have a name alone. */
function pictured({ unicode, name }: Json): string {
  if (typeof unicode !== 'string' || !/^[0-9a-f]+(-[0-9a-f]+)*$/i.test(unicode)) return `:${name}:`
  const points = unicode.split('-').map((point) => Number.parseInt(point, 16))
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : `:${name}:`
}

const tags = { bold: 'strong', italic: 'em', strike: 'del', code: 'code' } as const

function styled(html: string, style: unknown): string {
  const on = (style ?? {}) as Json
  return Object.entries(tags).reduce(
    (inner, [name, tag]) => (on[name] === true ? `<${tag}>${inner}</${tag}>` : inner),
    html,
  )
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((one) => one !== null && typeof one === 'object') : []
}
