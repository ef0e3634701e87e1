import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import { undoReply } from '#core/tickets/undo-reply.ts'
import { withdrawMessage } from '#core/tickets/withdraw.ts'
import { record } from '#core/timeline.ts'
import { messages } from '#db/schema/messages.ts'
import { holdSent } from './edits.ts'
import { linkAt, type SlackLink } from './link-of.ts'
import type { MessagePlace } from './threads.ts'

/** `unsent`: a reply that waited never leaves; `late`: it had left, and stays. */
export type Removed = 'removed' | 'unsent' | 'late'

/**
 * Takes over that a message was deleted in Slack, by whomever: Slack does not say. Undefined: it was nobody's, or that
 * was done before. One that has not been heard yet is not heard any more.
 */
export async function removeFromSlack(
  work: Work,
  place: MessagePlace,
): Promise<Removed | undefined> {
  const name = `${place.workspaceId}:${place.channelId}:${place.ts}`
  // Whoever hears the message takes the same key first: one that is being heard is waited for.
  const unheard =
    !(await linkAt(work.tx, place)) && (await firstTime(work, `slack:message:${name}`))
  const link = unheard ? undefined : await linkAt(work.tx, place)
  return link && (await firstTime(work, `slack:removed:${name}`)) ? remove(work, link) : undefined
}

async function remove(work: Work, link: SlackLink): Promise<Removed | undefined> {
  const { messageId, ticketId } = link
  const [message] = await work.tx.select().from(messages).where(eq(messages.id, messageId))
  if (!message || message.withdrawnAt) return undefined
  const isReply = message.direction === 'outbound' && message.visibility === 'public'
  const reply = isReply ? await holdSent(work, link) : undefined
  if (!reply) await holdTicket(work, ticketId)
  if (reply === 'left') {
    await record(work, ticketId, 'removed_late', { messageId })
    return 'late'
  }
  await withdrawMessage(work, messageId, null)
  if (reply === 'waits') await undoReply(work, messageId)
  return reply === 'waits' ? 'unsent' : 'removed'
}
