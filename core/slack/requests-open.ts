import type { Work } from '#core/app.ts'
import { openTicket } from '#core/tickets/open.ts'
import type { Writing } from '#core/tickets/writing.ts'
import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { TicketPriority } from '#db/schema/enums.ts'
import { slackPosts } from '#db/schema/slack.ts'
import { askToSend, type ChannelPlace } from './channels.ts'
import { linkWriting, startThread } from './requests-threads.ts'

/** What somebody asks in Slack. */
export interface SlackRequest {
  requester: PersonId
  teamId: TeamId
  subject: string
  priority?: TicketPriority | undefined
  said: Writing
  ts?: string // Of the message that says it; absent: it stands nowhere in Slack.
}

/** Opens a ticket that no message in Slack asks for: it is told to its requester, who can answer there. */
export async function askIn(
  work: Work,
  channel: ChannelPlace,
  request: SlackRequest,
): Promise<TicketId> {
  return openAt(work, channel, null, request)
}

export async function openAt(
  work: Work,
  channel: ChannelPlace,
  ts: string | null,
  { requester: personId, said, ...about }: SlackRequest,
): Promise<TicketId> {
  const { ticketId, messageId } = await openTicket(work, {
    subject: about.subject,
    teamId: about.teamId,
    ...(about.priority && { priority: about.priority }),
    requester: { personId, address: null },
    first: inbound(personId, said),
  })
  await linkWriting(work, channel, about.ts, ticketId, messageId)
  const threadId = await startThread(work, ticketId, channel, { ts })
  const post = ts
    ? ({ key: `opened:${ticketId}`, kind: 'event', place: 1 } as const)
    : ({ key: `card:${threadId}`, kind: 'card' } as const)
  await work.tx
    .insert(slackPosts)
    .values({ ...post, ticketId, threadId, state: 'waiting', wantedAt: work.now })
  askToSend(work, channel)
  return ticketId
}

export function inbound(authorId: PersonId, { text, html, files = [] }: Writing) {
  return {
    channel: 'slack' as const,
    direction: 'inbound' as const,
    visibility: 'public' as const,
    authorId,
    text,
    html: html ?? null,
    attachments: files,
  }
}
