import { and, eq, gt } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { record } from '#core/timeline.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'

/** Who looks at a sensitive ticket is part of its audit trail. Called by whatever shows one. */
export async function recordView(work: Work, id: TicketId): Promise<void> {
  await record(work, id, 'viewed')
}

/** A mail's HTML comes by a request of its own: with what the same agent looked at within the minute it is one view. */
export async function recordPartOfView(work: Work, id: TicketId, by: PersonId): Promise<void> {
  const [lately] = await work.tx
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        eq(events.ticketId, id),
        eq(events.kind, 'viewed'),
        eq(events.actorId, by),
        gt(events.at, new Date(work.now.getTime() - 60_000)),
      ),
    )
    .limit(1)
  if (!lately) await recordView(work, id)
}
