import { and, asc, eq } from 'drizzle-orm'
import { asDesk, type Reader, type Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { record } from '#core/timeline.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { agents, people } from '#db/schema/people.ts'
import { watchers } from '#db/schema/tickets.ts'
import { holdTicket } from './ticket.ts'

/** Lets an agent follow a ticket: they see it, whatever their teams are, and are told what happens to it. */
export async function watchTicket(work: Work, id: TicketId, personId: PersonId): Promise<void> {
  await holdTicket(work, id)
  const name = await nameOfAgent(work, personId)
  const added = await work.tx
    .insert(watchers)
    .values({ ticketId: id, personId, createdAt: work.now })
    .onConflictDoNothing()
    .returning()
  if (added.length > 0) await record(work, id, 'watched', { personId, name })
}

/** Ends it. Whoever only saw the ticket because they watched it sees it no more, so the last step is the desk's. */
export async function unwatchTicket(work: Work, id: TicketId, personId: PersonId): Promise<void> {
  await holdTicket(work, id)
  await asDesk(work, async () => {
    const gone = await work.tx
      .delete(watchers)
      .where(and(eq(watchers.ticketId, id), eq(watchers.personId, personId)))
      .returning()
    if (gone.length > 0) await record(work, id, 'unwatched', { personId })
  })
}

/** Those who follow a ticket, by name. */
export function watchersOf(db: Reader, id: TicketId) {
  return db
    .select({ id: people.id, name: people.name })
    .from(watchers)
    .innerJoin(people, eq(people.id, watchers.personId))
    .where(eq(watchers.ticketId, id))
    .orderBy(asc(people.name), asc(people.id))
}

async function nameOfAgent(work: Work, personId: PersonId): Promise<string> {
  const [agent] = await work.tx
    .select({ name: people.name, deactivatedAt: agents.deactivatedAt })
    .from(agents)
    .innerJoin(people, eq(people.id, agents.personId))
    .where(eq(agents.personId, personId))
  if (agent && !agent.deactivatedAt) return agent.name
  refuse('wrong-input', { why: 'Only active agents can watch a ticket.' })
}
