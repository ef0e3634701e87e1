import { eq } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { AttachedFile } from '#core/tickets/messages.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import type { MessageId, PersonId } from '#db/schema/columns.ts'
import { attachments, messages } from '#db/schema/messages.ts'
import { slackLinks } from '#db/schema/slack.ts'
import { linkAt, type SlackLink } from './link-of.ts'
import type { MessagePlace } from './threads.ts'

/**
 * What stands at a place in an agents' thread, as its author would send it to the requester. Refuses what others wrote,
 * and what has been sent.
 */
export async function noteToSend(db: Reader, place: MessagePlace, author: PersonId) {
  const link = await linkAt(db, place)
  if (!link) return refuse('not-found', { what: 'note' })
  return readNote(db, link, author)
}

/**
 * Sends a note, once: as a reply that says the same with the same files. What becomes of the reply is shown on the
 * message in Slack from then on.
 */
export async function sendNote(
  work: Work,
  note: MessageId,
  author: PersonId,
  undoSeconds: number,
): Promise<{ link: SlackLink; messageId: MessageId }> {
  const [link] = await work.tx
    .select()
    .from(slackLinks)
    .where(eq(slackLinks.messageId, note))
    .for('update')
  if (!link) refuse('wrong-input', { why: sent })
  await holdTicket(work, link.ticketId)
  const { text, html, files } = await readNote(work.tx, link, author)
  const messageId = await replyToTicket(work, link.ticketId, { text, html, files, undoSeconds })
  await work.tx.update(slackLinks).set({ messageId }).where(eq(slackLinks.messageId, note))
  return { link, messageId }
}

const sent = 'This has been sent to the requester already. To add something begin a message with !.'

async function readNote(db: Reader, { messageId }: SlackLink, author: PersonId) {
  const [note] = await db.select().from(messages).where(eq(messages.id, messageId))
  if (!note || note.deletedAt || note.direction === 'inbound')
    return refuse('not-found', { what: 'note' })
  if (note.authorId !== author)
    refuse('not-allowed', {
      why: 'only whoever wrote a note can send it. Ask them, or write your own',
    })
  if (note.visibility === 'public' && !note.withdrawnAt) refuse('wrong-input', { why: sent })
  const { ticketId, text } = note
  const html = note.html ?? undefined
  return { messageId, ticketId, text, html, files: await filesOf(db, messageId) }
}

async function filesOf(db: Reader, id: MessageId): Promise<AttachedFile[]> {
  const { filename, contentType, size, sha256, inline, contentId } = attachments
  return db
    .select({ filename, contentType, size, sha256, inline, contentId })
    .from(attachments)
    .where(eq(attachments.messageId, id))
    .orderBy(attachments.id)
}
