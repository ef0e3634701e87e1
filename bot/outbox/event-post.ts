import type { KnownBlock, RichTextBlockElement } from '@slack/types'
import { context, type Shown } from '#bot/card/card.ts'
import { fromHtml } from '#bot/text/from-html.ts'
import { cut, fallback, oneLine } from '#bot/text/plain.ts'
import { maxCharacters, plain, richText, section, wordsOf } from '#bot/text/rich.ts'
import type { Said } from '#core/slack/facts.ts'
import type { OutboundState } from '#db/schema/enums.ts'

/** How a reply fares: the same signs as the receipts on what was written in Slack. */
const faring = {
  queued: ['🕒', 'Leaves soon'],
  scheduled: ['🕒', 'Scheduled'],
  sending: ['🕒', 'Leaves now'],
  sent: ['✉️', 'Sent'],
  failed: ['⚠️', 'Not sent'],
  bounced: ['⚠️', 'Came back'],
  cancelled: ['↩️', 'Taken back'],
} as const satisfies Record<OutboundState, readonly [string, string]>

/** A message of a ticket, as its thread shows it. @param rest names of files that only the console has */
export function messagePost(said: Said, link: string, rest: readonly string[] = []): Shown {
  const author = oneLine(said.author || said.address || 'The desk', 80)
  const head = headOf(said, author)
  if (said.withdrawnAt || said.deletedAt) return { text: fallback(head), blocks: [context(head)] }
  const { elements, whole } = bodyOf(said)
  const files = said.files.map((name) => `📎 ${oneLine(name, 100)}`).join('  ')
  const blocks: KnownBlock[] = [context(head)]
  if (elements.length > 0) blocks.push(richText(elements))
  if (files) blocks.push(context(files))
  if (rest.length > 0) blocks.push(inConsole(rest, link))
  if (!whole)
    blocks.push(richText([section([{ type: 'link', url: link, text: 'Read all of it' }])]))
  return { text: fallback(`${head}: ${said.visibleText}`), blocks }
}

function inConsole(names: readonly string[], link: string): KnownBlock {
  const words = `Not shown here: ${oneLine(names.join(', '), 300)}. `
  const open = { type: 'link' as const, url: link, text: 'Open in the console' }
  return richText([section([...plain(words), open])])
}

function headOf(said: Said, author: string): string {
  const { direction, visibility, automatic, delivery, editedAt, deletedAt } = said
  if (deletedAt) return `🗑️ A message of ${author} was deleted`
  const edited = editedAt ? ' · edited' : ''
  if (visibility === 'internal') return `🔒 ${author} noted${edited}`
  if (direction === 'inbound')
    return automatic ? `🤖 ${author} (automatic)` : `📩 ${author} wrote${edited}`
  if (!delivery) return `${author} answered`
  const [sign, words] = faring[delivery.state]
  const to = oneLine([...delivery.to, ...delivery.cc].join(', '), 120)
  const why = /failed|bounced/.test(delivery.state) ? oneLine(delivery.reason ?? '', 120) : ''
  return [`${sign} ${author} answered`, words, to && `to ${to}`, why].filter(Boolean).join(' · ')
}

/** HTML where all of it may be shown; where quotes were cut off, the text that is left. */
function bodyOf({ text, visibleText, html }: Said): {
  elements: RichTextBlockElement[]
  whole: boolean
} {
  if (html && text.trim() === visibleText.trim()) {
    const formatted = fromHtml(html)
    if (formatted.elements.length > 0) return formatted
  }
  const words = wordsOf(cut(visibleText.trim(), maxCharacters))
  return {
    elements: words.length > 0 ? [section(words)] : [],
    whole: visibleText.trim().length <= maxCharacters,
  }
}
