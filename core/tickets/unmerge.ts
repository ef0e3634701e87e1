import { and, desc, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { asDesk, type Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { record } from '#core/timeline.ts'
import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import { ticketStatus } from '#db/schema/enums.ts'
import { events } from '#db/schema/events.ts'
import { messages } from '#db/schema/messages.ts'
import { participants } from '#db/schema/tickets.ts'
import { carry, mergedInto } from './merged.ts'
import { changeTicket, holdTicket } from './ticket.ts'

function old<Value extends z.ZodType>(value: Value) {
  return z
    .tuple([value, z.unknown()])
    .transform(([before]) => before)
    .optional()
}
function numbers<Id extends number>() {
  return z.array(z.number().transform((id) => id as Id))
}
const moment = z
  .string()
  .transform((at) => new Date(at))
  .nullable()
const person = z
  .number()
  .transform((id) => id as PersonId)
  .nullable()

/** What the event of a merge says of the ticket before it: the old value of all that it changed. */
const Merged = z.object({
  brought: numbers<TicketId>(),
  joined: numbers<PersonId>(),
  changes: z.object({
    status: old(z.enum(ticketStatus.enumValues)),
    teamId: old(z.number().transform((id) => id as TeamId)),
    assigneeId: old(person),
    resolvedAt: old(moment),
    resolvedById: old(person),
    closedAt: old(moment),
    closedById: old(person),
    snoozedUntil: old(moment),
  }),
})

/**
 * Undoes a merge: the ticket is as it was before, and what had been merged into it is a part of it again. Messages that
 * have arrived meanwhile stay in the target, and so does whoever has written them.
 * @returns where it was, and how many messages stay there
 */
export async function unmergeTicket(
  work: Work,
  id: TicketId,
): Promise<{ into: TicketId; stayed: number }> {
  const ticket = await holdTicket(work, id)
  const into =
    ticket.mergedIntoId ?? refuse('wrong-input', { why: `Ticket #${id} was not merged.` })
  return asDesk(work, async () => {
    await holdTicket(work, into, { deleted: true })
    const { at, brought, joined, changes } = await lastMerge(work, id)
    const authors = await writtenSince(work, id, into, at)
    await leave(
      work,
      into,
      joined.filter((one) => !authors.includes(one)),
    )
    const still = new Set(await mergedInto(work.tx, into))
    await changeTicket(
      work,
      ticket,
      'unmerged',
      { ...changes, mergedIntoId: null },
      { from: into, stayed: authors.length },
    )
    const { teamId, assigneeId } = { ...ticket, ...changes }
    const back = brought.filter((one) => still.has(one))
    await carry(work, back, id, { mergedIntoId: id, teamId, assigneeId })
    await record(work, into, 'unmerged', { out: id, stayed: authors.length })
    if (changes.snoozedUntil)
      work.enqueue('desk.wake', { ticket: id }, { startAfter: changes.snoozedUntil })
    return { into, stayed: authors.length }
  })
}

async function lastMerge(work: Work, id: TicketId) {
  const [merge] = await work.tx
    .select({ at: events.at, details: events.details })
    .from(events)
    .where(
      and(
        eq(events.chain, `ticket:${id}`),
        eq(events.kind, 'merged'),
        sql`${events.details} ? 'into'`,
      ),
    )
    .orderBy(desc(events.place))
    .limit(1)
  if (!merge) throw new Error(`Ticket ${id} points elsewhere, but no event says that it was merged`)
  return { at: merge.at, ...Merged.parse(merge.details) }
}

/** The authors, once for each message, of what those who take part in a merged ticket have written to its target. */
async function writtenSince(work: Work, id: TicketId, into: TicketId, at: Date) {
  const theirs = work.tx
    .select({ id: participants.personId })
    .from(participants)
    .where(eq(participants.ticketId, id))
  const rows = await work.tx
    .select({ authorId: messages.authorId })
    .from(messages)
    .where(
      and(
        eq(messages.ticketId, into),
        eq(messages.direction, 'inbound'),
        gt(messages.createdAt, at),
        inArray(messages.authorId, theirs),
      ),
    )
  return rows.flatMap(({ authorId }) => authorId ?? [])
}

async function leave(work: Work, id: TicketId, people: PersonId[]): Promise<void> {
  await work.tx
    .delete(participants)
    .where(
      and(
        eq(participants.ticketId, id),
        inArray(participants.personId, people),
        ne(participants.role, 'requester'),
      ),
    )
}
