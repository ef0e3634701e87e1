import { and, asc, eq, gt } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { Ticket } from '#core/tickets/ticket.ts'
import { events } from '#db/schema/events.ts'
import { tickets } from '#db/schema/tickets.ts'
import type { ChangedField, Rule } from './rule.ts'
import { changedBy } from './rule-events.ts'

/**
 * What has happened to a held ticket since rules on changes looked last: for each rule what has changed while it
 * stood. What rules did themselves is left out: they have set off what follows from it. The place is kept in the same
 * unit, so nothing is missed and nothing is seen twice.
 */
export async function changesSince(
  work: Work,
  { id, rulesPlace }: Ticket,
): Promise<(rule: Rule) => ReadonlySet<ChangedField>> {
  const since = await work.tx
    .select({ place: events.place, kind: events.kind, details: events.details, at: events.at })
    .from(events)
    .where(and(eq(events.chain, `ticket:${id}`), gt(events.place, rulesPlace)))
    .orderBy(asc(events.place))
  const last = since.at(-1)
  if (last) await work.tx.update(tickets).set({ rulesPlace: last.place }).where(eq(tickets.id, id))
  const changes = since
    .filter(({ details }) => !details.rule)
    .map(({ kind, details, at }) => ({ at, fields: changedBy(kind, details) }))
  return (rule) => new Set(changes.flatMap(({ at, fields }) => (at >= rule.since ? fields : [])))
}
