import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { editMessage, holdMessage } from '#core/tickets/edit-note.ts'
import { holdReply } from '#core/tickets/hold-reply.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import type { Writing } from '#core/tickets/writing.ts'
import { record } from '#core/timeline.ts'
import type { MessageId, PersonId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import { messages } from '#db/schema/messages.ts'
import { slackLinks } from '#db/schema/slack.ts'
import type { EditMark, SlackLink } from './link-of.ts'
import { wasWrittenThere } from './requests-answers.ts'

/** `late`: it has left, and its author decides what becomes of the edit, by its place in the ticket's chain. */
export type Edited = { is: Kind } | { is: 'late'; edit: number }

/**
 * Takes over what the author of a message has made of it in Slack: a note, a reply that waits and what a requester
 * wrote say that from then on; what has left stays as its requester has it. Undefined: it says nothing new. Refused
 * for everybody but its author.
 */
export async function editFromSlack(
  work: Work,
  link: SlackLink,
  edit: EditMark,
  said: Pick<Writing, 'text' | 'html'>,
  author: PersonId,
): Promise<Edited | undefined> {
  const { messageId } = link
  const kind = await kindOf(work.tx, messageId)
  const reply = kind === 'reply' ? await holdSent(work, link) : undefined
  if (!reply) await holdTicket(work, link.ticketId)
  if (!(await isNews(work, messageId, edit))) return undefined
  const message = await holdMessage(work, messageId)
  if (!message) return undefined
  if (message.authorId !== author)
    refuse('not-allowed', { why: 'only whoever wrote a message can change it' })
  if (reply !== 'left')
    return (await editMessage(work, messageId, said, author)) ? { is: kind } : undefined
  if (message.text === said.text) return undefined
  await record(work, link.ticketId, 'edited_late', { messageId, told: edit.told })
  return { is: 'late', edit: await latestPlace(work.tx, link) }
}

/** What a message in Slack is to us. `heard`: a requester wrote it. */
export type Kind = 'note' | 'reply' | 'heard'

export async function kindOf(db: Reader, id: MessageId): Promise<Kind> {
  const [message] = await db
    .select({ direction: messages.direction, visibility: messages.visibility })
    .from(messages)
    .where(eq(messages.id, id))
  if (!message) return refuse('not-found', { what: 'message' })
  if (message.direction === 'inbound') return 'heard'
  return message.visibility === 'internal' ? 'note' : 'reply'
}

/**
 * Locks a reply. `there`: it was written where its requester reads it and nowhere else, so what happens to it there
 * has happened for both.
 */
export async function holdSent(work: Work, link: SlackLink): Promise<'waits' | 'left' | 'there'> {
  const { mailId, hasLeft } = await holdReply(work, link.messageId)
  if (!hasLeft) return 'waits'
  return !mailId && (await wasWrittenThere(work.tx, link.messageId, link)) ? 'there' : 'left'
}

/** Slack tells of edits twice, and in any order: none counts that is not later than the last. */
async function isNews(work: Work, id: MessageId, { ts }: EditMark): Promise<boolean> {
  const { editedTs, messageId } = slackLinks
  const rows = await work.tx
    .update(slackLinks)
    .set({ editedTs: ts })
    .where(and(eq(messageId, id), or(isNull(editedTs), lt(editedTs, ts))))
    .returning({ id: messageId })
  return rows.length > 0
}

async function latestPlace(db: Reader, { ticketId }: SlackLink): Promise<number> {
  const [last] = await db
    .select({ place: sql<number>`max(${events.place})` })
    .from(events)
    .where(eq(events.chain, `ticket:${ticketId}`))
  return last?.place ?? 0
}
