import type { ActionsBlock, KnownBlock } from '@slack/types'
import { plainText } from '#bot/card/buttons.ts'
import { context, type Shown } from '#bot/card/card.ts'
import { priorityWords } from '#bot/card/words.ts'
import { ticketLink } from '#bot/console-link.ts'
import { cut, fallback, oneLine } from '#bot/text/plain.ts'
import { plain, richText, section, wordsOf } from '#bot/text/rich.ts'
import type { Env } from '#core/env.ts'
import type { Notice } from '#core/notifications/claim.ts'
import { wordsOf as noticeWords, signOf } from '#core/notifications/words.ts'
import type { TicketId } from '#db/schema/columns.ts'

export const acknowledgeAction = 'escalation.acknowledge'

/** What one person, or a channel, is told. What a customer wrote stands in it as plain text, which can mention nobody. */
export function noticePost(env: Pick<Env, 'PUBLIC_URL' | 'HTTP_PORT'>, notice: Notice): Shown {
  const { ticket, kind } = notice
  const words = `${signOf(kind)} ${noticeWords(notice)}`
  const subject = ticket.sensitive
    ? 'Sensitive: open it in the console'
    : oneLine(ticket.subject, 150) || '(no subject)'
  const bold = { bold: true }
  const title = [
    { type: 'link' as const, url: ticketLink(env, ticket.id), text: `#${ticket.id}`, style: bold },
    ...plain(` ${subject}`, bold),
  ]
  const said = cut((notice.said ?? '').trim().replace(/\n{2,}/g, '\n'), 280)
  const blocks: KnownBlock[] = [
    richText([section(plain(oneLine(words, 600)))]),
    richText([section(title)]),
    context(ticket.team, ticket.status, priorityWords[ticket.priority]),
    ...(said ? [richText([{ type: 'rich_text_quote' as const, elements: wordsOf(said) }])] : []),
    ...(kind === 'escalated' ? [acknowledgeButton(ticket.id)] : []),
  ]
  return { text: fallback(`${words} · ${subject}`), blocks }
}

export function acknowledgeButton(id: TicketId): ActionsBlock {
  return {
    type: 'actions',
    block_id: `escalation:${id}`,
    elements: [
      {
        type: 'button',
        action_id: acknowledgeAction,
        value: String(id),
        text: plainText('Acknowledge'),
        style: 'primary',
      },
    ],
  }
}
