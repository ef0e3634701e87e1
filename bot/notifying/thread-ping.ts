import type { KnownBlock } from '@slack/types'
import type { Shown } from '#bot/card/card.ts'
import { fallback, oneLine } from '#bot/text/plain.ts'
import { plain, richText, section } from '#bot/text/rich.ts'
import type { Reader } from '#core/app.ts'
import { escalationsOf } from '#core/escalation/history.ts'
import { targetWords } from '#core/sla/targets.ts'
import type { ClaimedPost } from '#core/slack/claim-post.ts'
import { slackIdOf } from '#core/slack/people.ts'
import { readTicket } from '#core/tickets/find.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { acknowledgeButton } from './post.ts'

interface Happened {
  kind: string
  details: Record<string, unknown>
  actor: string | null
  sensitive: boolean
}

/**
 * What an agents' thread says of a promise and of an escalation, with a mention of the assignee that calls them, and
 * the button that acknowledges while there is something to acknowledge. No word of a customer stands in it. Undefined:
 * it is about something else.
 */
export async function pingPost(
  db: Reader,
  { post, thread }: ClaimedPost,
  event: Happened,
): Promise<Shown | undefined> {
  const line = lineOf(event)
  if (line === undefined) return undefined
  const { assignee } = await readTicket(db, post.ticketId, { deleted: true })
  const called = assignee && (await slackIdOf(db, thread.workspaceId, assignee.id))
  const isOpen = (await escalationsOf(db, post.ticketId)).some(({ endedAt }) => !endedAt)
  return pingWords(line, {
    called: event.kind === 'escalation_acknowledged' ? null : called,
    open: event.kind === 'escalated' && isOpen ? post.ticketId : null,
  })
}

/** @param about whom it calls, by Slack's id, and the ticket whose escalation can be acknowledged */
export function pingWords(
  line: string,
  { called, open }: { called: string | null; open: TicketId | null },
): Shown {
  const mention = called ? [...plain(' '), { type: 'user' as const, user_id: called }] : []
  const blocks: KnownBlock[] = [richText([section([...plain(line), ...mention])])]
  if (open) blocks.push(acknowledgeButton(open))
  return { text: fallback(line), blocks }
}

export function lineOf({ kind, details, actor, sensitive }: Happened): string | undefined {
  const by = oneLine(actor ?? '', 80) || 'Deskwire'
  const target = targetWords[details.target as keyof typeof targetWords] ?? 'An answer'
  const reason = typeof details.reason === 'string' && !sensitive ? details.reason : ''
  const told = Array.isArray(details.told) ? ` Told: ${details.told.join(', ')}.` : ''
  const lines: Record<string, string> = {
    sla_warned: `⏳ ${target} is due soon`,
    sla_breached: `🔥 ${target} is overdue`,
    escalated: `🚨 ${by} escalated this${reason && `: ${reason}`}${told}`,
    escalation_acknowledged: `👍 ${by} acknowledged this`,
  }
  const line = lines[kind]
  return line && oneLine(line, 600)
}
