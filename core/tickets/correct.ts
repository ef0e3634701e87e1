import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { wordsFor } from '#core/mails/templates.ts'
import { escaped } from '#core/mails/text-as-html.ts'
import { refuse } from '#core/refusal.ts'
import { record } from '#core/timeline.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import { outbound } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { people } from '#db/schema/people.ts'
import { replyToTicket } from './reply.ts'
import { holdTicket, type Ticket } from './ticket.ts'
import type { Writing } from './writing.ts'

/** What becomes of an edit that came after its answer had left. `edited_late`: another edit took its place. */
const ends = ['corrected', 'left_as_sent', 'edited_late'] as const
export type EndOfEdit = (typeof ends)[number]

/**
 * Sends what the author of an answer has made of it since it left: an answer of its own, which says what it is, to
 * those who have the first. Once for an edit.
 * @param edit the place of the edit in its ticket's chain
 */
export async function sendCorrection(
  work: Work,
  id: TicketId,
  edit: number,
  { text, html, undoSeconds }: Writing & { undoSeconds: number },
): Promise<MessageId> {
  const { ticket, messageId } = await holdEdit(work, id, edit)
  const { correcting } = await wordsFor(work.tx, ticket.teamId, await languageOf(work.tx, ticket))
  const mail = await mailOf(work.tx, messageId)
  const correction = await replyToTicket(work, id, {
    text: `${correcting}\n\n${text}`,
    html: html && `<p>${escaped(correcting)}</p>${html}`,
    undoSeconds,
    ...mail,
  })
  await record(work, id, 'corrected', { messageId, edit, correction })
  return correction
}

/** The answer stays as its requester has it. */
export async function leaveAsSent(work: Work, id: TicketId, edit: number): Promise<void> {
  const { messageId } = await holdEdit(work, id, edit)
  await record(work, id, 'left_as_sent', { messageId, edit })
}

const takenBack = sql`select from ${messages} where ${messages.withdrawnAt} is not null
  and ${messages.id} = (${events.details} ->> 'correction')::int`

/** Undefined: nobody has decided about the edit yet, or the correction was taken back. */
export async function endOfEdit(
  db: Reader,
  id: TicketId,
  edit: number,
  messageId: MessageId,
): Promise<EndOfEdit | undefined> {
  const [end] = await db
    .select({ kind: events.kind })
    .from(events)
    .where(
      and(
        eq(events.chain, `ticket:${id}`),
        gt(events.place, edit),
        inArray(events.kind, [...ends]),
        sql`${events.details} ->> 'messageId' = ${String(messageId)}`,
        sql`not exists (${takenBack})`,
      ),
    )
    .orderBy(asc(events.place))
    .limit(1)
  return ends.find((kind) => kind === end?.kind)
}

const endWords: Record<EndOfEdit, string> = {
  corrected: 'A correction has been sent already.',
  left_as_sent: 'It was decided to keep it as it was. Begin a new message with ! to correct it.',
  edited_late: 'The message was edited again since. Decide about the latest edit.',
}

/** An edit that waits for its author's decision, with its ticket locked. */
async function holdEdit(work: Work, id: TicketId, edit: number) {
  const ticket = await holdTicket(work, id)
  const [found] = await work.tx
    .select({ messageId: messages.id, authorId: messages.authorId })
    .from(events)
    .innerJoin(messages, sql`${messages.id} = (${events.details} ->> 'messageId')::int`)
    .where(
      and(
        eq(events.chain, `ticket:${id}`),
        eq(events.place, edit),
        eq(events.kind, 'edited_late'),
        eq(messages.ticketId, id),
      ),
    )
  if (!found) return refuse('not-found', { what: 'edit' })
  const { messageId, authorId } = found
  if (!work.actor || authorId !== work.actor.personId)
    refuse('not-allowed', { why: 'only whoever wrote the answer decides about its correction' })
  const end = await endOfEdit(work.tx, id, edit, messageId)
  if (end) refuse('wrong-input', { why: endWords[end] })
  return { ticket, messageId }
}

/** Those who have the answer by mail; empty: it went to Slack alone. */
async function mailOf(db: Reader, messageId: MessageId) {
  const [mail] = await db
    .select({ to: outbound.to, cc: outbound.cc })
    .from(outbound)
    .where(and(eq(outbound.messageId, messageId), isNull(outbound.replacedById)))
  return mail ?? {}
}

async function languageOf(db: Reader, { requesterId }: Ticket): Promise<string | null> {
  const [requester] = await db
    .select({ language: people.language })
    .from(people)
    .where(eq(people.id, requesterId))
  return requester?.language ?? null
}
