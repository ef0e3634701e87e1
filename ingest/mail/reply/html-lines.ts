import { replyMarker } from '#core/tickets/reply-marker.ts'
import { type Mark, markOf } from './client-marks.ts'
import { readTags } from './html-tokens.ts'
import { LineWriter } from './line-writer.ts'
import type { Line } from './lines.ts'

const hidden = new Set([
  'head',
  'style',
  'script',
  'title',
  'template',
  'noscript',
  'object',
  'svg',
  'select',
  'textarea',
])
const empty = new Set([
  'br',
  'hr',
  'img',
  'input',
  'meta',
  'link',
  'col',
  'wbr',
  'area',
  'base',
  'embed',
  'source',
])
const blocks = new Set(
  `address article aside body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header
  html includetail legend li main nav ol p pre section summary table tbody tfoot thead tr ul blockquote`.split(
    /\s+/,
  ),
)
const spaced = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'ul',
  'ol',
  'dl',
  'pre',
])

interface Open {
  tag: string
  block: boolean
  spaced: boolean
  hides: boolean
  keeps: boolean // Spaces and line breaks, as `pre` does.
  mark: Mark | null
  link: string
}

/**
 * HTML as the lines a person sees, each with the client's marks. Implied end tags are not inferred: what stays open is
 * closed with the element around it, which is all that text needs.
 */
export function linesOfHtml(html: string): { text: string; lines: Line[] } {
  const writer = new LineWriter()
  const stack: Open[] = []
  const openCount = new Map<string, number>()
  let [hides, keeps] = [0, 0]

  const begin = (open: Open) => {
    if (open.block) writer.boundary(open.spaced)
    if (open.mark) writer.enter(open.mark)
    if (open.link) writer.beginLink()
    if (open.hides) hides++
    if (open.keeps) keeps++
  }
  const end = (open: Open) => {
    if (open.link && hides === 0) writer.link(open.link)
    if (open.block) writer.boundary(open.spaced)
    if (open.mark) writer.leave(open.mark)
    if (open.hides) hides--
    if (open.keeps) keeps--
  }

  readTags(html, {
    open: (tag, attributes) => {
      if (empty.has(tag)) {
        const mark = attributes.size > 0 ? markOf(tag, attributes) : null
        if (mark === 'begin') writer.enter(mark)
        if (hides === 0 && tag === 'br') writer.lineBreak()
        if (hides === 0 && tag === 'hr') writer.rule()
        return
      }
      const open = describe(tag, attributes)
      stack.push(open)
      openCount.set(tag, (openCount.get(tag) ?? 0) + 1)
      begin(open)
      if (hides > 0) return
      if (tag === 'li') writer.bullet()
      if (tag === 'td' || tag === 'th') writer.cell()
    },
    close: (tag) => {
      if (tag === 'br') return writer.lineBreak()
      if (!openCount.get(tag)) return
      for (let open = stack.pop(); open; open = stack.pop()) {
        openCount.set(open.tag, (openCount.get(open.tag) ?? 1) - 1)
        end(open)
        if (open.tag === tag) break
      }
    },
    text: (text) => {
      if (hides === 0 || text.includes(replyMarker)) writer.text(text, keeps > 0)
    },
  })
  return writer.finish()
}

const bare = new Map<string, Open>()

function describe(tag: string, attributes: ReadonlyMap<string, string>): Open {
  const known = attributes.size === 0 ? bare.get(tag) : undefined
  if (known) return known
  const style = (attributes.get('style') ?? '').slice(0, 500)
  const outlook = attributes.get('class')?.startsWith('Mso') ?? false
  const open: Open = {
    tag,
    block: blocks.has(tag),
    spaced: spaced.has(tag) && !outlook,
    hides: hidden.has(tag) || /display\s*:\s*none/i.test(style),
    keeps: tag === 'pre' || /white-space\s*:\s*(?:pre|break)/i.test(style),
    mark: markOf(tag, attributes),
    link: tag === 'a' ? (attributes.get('href') ?? '').trim() : '',
  }
  if (attributes.size === 0 && bare.size < 200) bare.set(tag, open)
  return open
}
