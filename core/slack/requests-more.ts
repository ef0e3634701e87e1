import type { Work } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { openTicket } from '#core/tickets/open.ts'
import { takePart } from '#core/tickets/participants.ts'
import { holdForMore, receiveMessage } from '#core/tickets/receive.ts'
import type { Writing } from '#core/tickets/writing.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { slackPosts } from '#db/schema/slack.ts'
import { askToSend } from './channels.ts'
import { inbound } from './requests-open.ts'
import { moveThread } from './requests-threads.ts'
import { linkMessage, type MessagePlace, type SlackThread } from './threads.ts'

/**
 * Hears what somebody writes in the thread of a requester, once for a place. A ticket that takes no more is followed by
 * a new one, and the thread goes on with that.
 */
export async function hearMore(
  work: Work,
  thread: SlackThread,
  place: MessagePlace,
  author: PersonId,
  said: Writing,
): Promise<void> {
  const { workspaceId, channelId, ts } = place
  if (!(await firstTime(work, `slack:message:${workspaceId}:${channelId}:${ts}`))) return
  const held = await holdForMore(work, thread.ticketId)
  if (!held) return // Deleted: nobody waits for it.
  const { ticket } = held
  const isRequester = author === ticket.requesterId
  if (held.takesMore) {
    await takePart(work, ticket.id, author, null, isRequester ? 'requester' : 'cc')
    const messageId = await receiveMessage(work, ticket, inbound(author, said))
    await linkMessage(work, place, ticket.id, messageId)
    if (ticket.id !== thread.ticketId) await moveThread(work, thread, ticket.id)
    return
  }
  const { ticketId, messageId } = await openTicket(work, {
    subject: ticket.subject,
    teamId: ticket.teamId,
    requester: { personId: ticket.requesterId, address: null },
    follows: ticket.id,
    first: inbound(author, said),
  })
  await linkMessage(work, place, ticketId, messageId)
  if (!isRequester) await takePart(work, ticketId, author, null, 'cc')
  await moveThread(work, thread, ticketId)
  await work.tx.insert(slackPosts).values({
    key: `opened:${ticketId}`,
    kind: 'event',
    place: 1,
    ticketId,
    threadId: thread.id,
    state: 'waiting',
    wantedAt: work.now,
  })
  askToSend(work, thread)
}
