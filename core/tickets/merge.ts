import { eq, inArray, sql } from 'drizzle-orm'
import { asDesk, type Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { record } from '#core/timeline.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { people } from '#db/schema/people.ts'
import { participants } from '#db/schema/tickets.ts'
import { carry, mergedInto, refuseMerged } from './merged.ts'
import { changeTicket, holdTicket, type Ticket } from './ticket.ts'

/**
 * Makes a ticket a part of another: it ends, its conversation is read there, its people take part there, and what is
 * still written to it lands there. It keeps its number and its messages, so that it can be undone. There are no chains:
 * a target that was merged itself stands for its own, and what was merged into this ticket comes along. Refuses unless
 * the actor sees both; two requesters must be confirmed, for they will read each other.
 * @returns the ticket that it is a part of now
 */
export async function mergeTicket(
  work: Work,
  id: TicketId,
  into: TicketId,
  { confirm = false } = {},
): Promise<TicketId> {
  const { ticket, target } = await holdBoth(work, id, into)
  refuseMerged(ticket)
  if (ticket.id === target.id)
    refuse('wrong-input', { why: `Ticket #${id} cannot be merged into itself.` })
  if (ticket.sensitive !== target.sensitive)
    refuse('wrong-input', {
      why: 'One of the two is sensitive and the other is not. Mark both the same, then merge them.',
    })
  if (ticket.requesterId !== target.requesterId && !confirm)
    await refuseUnconfirmed(work, ticket, target)
  await asDesk(work, () => join(work, ticket, target))
  return target.id
}

/** Both locked, the smaller number first, so that two merges never wait for each other. */
async function holdBoth(work: Work, id: TicketId, into: TicketId) {
  const [first, second] = id < into ? [id, into] : [into, id]
  const one = await holdTicket(work, first)
  const other = first === second ? one : await holdTicket(work, second)
  const [ticket, named] = first === id ? [one, other] : [other, one]
  const target = named.mergedIntoId ? await holdTicket(work, named.mergedIntoId) : named
  return { ticket, target }
}

async function refuseUnconfirmed(work: Work, ticket: Ticket, target: Ticket): Promise<never> {
  const rows = await work.tx
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, [ticket.requesterId, target.requesterId]))
  const nameOf = (person: PersonId) => rows.find(({ id }) => id === person)?.name || 'somebody'
  refuse('merge-needs-confirmation', {
    ticket: ticket.id,
    one: nameOf(ticket.requesterId),
    into: target.id,
    other: nameOf(target.requesterId),
  })
}

async function join(work: Work, ticket: Ticket, target: Ticket): Promise<void> {
  const by = work.actor?.personId ?? null
  const brought = await mergedInto(work.tx, ticket.id)
  const joined = await joinParticipants(work, ticket.id, target.id)
  const along = {
    mergedIntoId: target.id,
    teamId: target.teamId,
    assigneeId: target.assigneeId,
  }
  await carry(work, brought, target.id, along)
  await changeTicket(
    work,
    ticket,
    'merged',
    {
      ...along,
      status: 'closed',
      snoozedUntil: null,
      ...(!ticket.resolvedAt && { resolvedAt: work.now, resolvedById: by }),
      ...(!ticket.closedAt && { closedAt: work.now, closedById: by }),
    },
    { into: target.id, brought, joined },
  )
  await record(work, target.id, 'merged', { from: ticket.id })
}

/** @returns those who had no part in the target before */
async function joinParticipants(work: Work, from: TicketId, into: TicketId): Promise<PersonId[]> {
  const parts = await work.tx.select().from(participants).where(eq(participants.ticketId, from))
  if (parts.length === 0) return []
  const added = await work.tx
    .insert(participants)
    .values(
      parts.map(({ role, ...part }) => ({
        ...part,
        role: role === 'proposed' ? role : ('cc' as const),
        ticketId: into,
        createdAt: work.now,
      })),
    )
    .onConflictDoUpdate({
      target: [participants.ticketId, participants.personId],
      set: { role: sql`excluded.role` },
      setWhere: sql`${participants.role} = 'proposed' and excluded.role = 'cc'`,
    })
    .returning({ personId: participants.personId, isNew: sql<boolean>`xmax = 0` })
  return added.filter(({ isNew }) => isNew).map(({ personId }) => personId)
}
