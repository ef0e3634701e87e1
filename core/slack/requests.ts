import { asDesk, type Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import { holdForMore, receiveMessage } from '#core/tickets/receive.ts'
import { changeTicket, holdTicket } from '#core/tickets/ticket.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { hearHeldAnswers } from './held.ts'
import { answersInSlack } from './requests-answers.ts'
import { askedNear } from './requests-near.ts'
import { inbound, openAt, type SlackRequest } from './requests-open.ts'
import { linkWriting, startThread } from './requests-threads.ts'
import { type MessagePlace, threadAt, turnOfThread } from './threads.ts'

/**
 * Opens a ticket for a message in Slack, once, whoever points at it and however often. The thread under the message is
 * the requester's from then on.
 * @param joins whether it may go on with what the same person asked in that channel just before
 */
export async function askAt(
  work: Work,
  place: MessagePlace,
  request: SlackRequest,
  { joins = false } = {},
): Promise<{ ticketId: TicketId; isNew: boolean }> {
  const { workspaceId, channelId, ts } = place
  const turns = [turnOfThread(place)]
  if (joins) turns.push(`slack-requests:${workspaceId}:${channelId}:${request.requester}`)
  await inTurn(work, turns)
  const before = await asDesk(work, () => threadAt(work.tx, place))
  if (before) return { ticketId: before.ticketId, isNew: false }
  if (joins) await hearHeldAnswers(work, place)
  const near = joins ? await askedNear(work, place, request.requester) : undefined
  const held = near && (await holdForMore(work, near))
  if (!held?.takesMore)
    return { ticketId: await openAt(work, place, place.ts, request), isNew: true }
  const said = inbound(request.requester, request.said)
  const messageId = await receiveMessage(work, held.ticket, said)
  await linkWriting(work, place, request.ts, held.ticket.id, messageId)
  // Answers stand under the first one, while it is there; what is written under the others is heard.
  const endedAt = (await answersInSlack(work.tx, held.ticket.id)) ? work.now : null
  await startThread(work, held.ticket.id, place, { ts, endedAt })
  return { ticketId: held.ticket.id, isNew: false }
}

/** "Not a request": out of everything, and restored as whatever else was deleted. By whoever may say so. */
export async function discardRequest(work: Work, id: TicketId): Promise<void> {
  const ticket = await holdTicket(work, id, { deleted: true })
  if (ticket.deletedAt) return
  await asDesk(work, () =>
    changeTicket(work, ticket, 'deleted', { deletedAt: work.now }, { reason: 'not a request' }),
  )
}
