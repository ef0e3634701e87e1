import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'

/** Open tickets that take of their owner's capacity: all but those that sleep. As the index tickets_load has it. */
export const takesCapacity = sql`status not in ('resolved', 'closed') and deleted_at is null
  and snoozed_until is null`

/** What a ticket of a priority takes: one, unless the desk says otherwise. */
export function weightOf(priority: SQLWrapper): SQL<number> {
  return sql<number>`coalesce(
    (select (priority_weights ->> ${priority}::text)::int from desk_settings), 1)`
}

/** What somebody's tickets take of their capacity. Ask as the desk: others see some of the tickets only. */
export function loadOf(person: SQLWrapper): SQL<number> {
  return sql`coalesce((
    select sum(${weightOf(sql`mine.priority`)})
    from (select priority from tickets where assignee_id = ${person} and ${takesCapacity}) mine
  ), 0)`.mapWith(Number)
}
