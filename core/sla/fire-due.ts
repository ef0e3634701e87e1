import { sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { ClockId } from '#db/schema/columns.ts'

export const batchSize = 1000

/** How a batch of clocks went. */
export interface Firing {
  count: number
  /**
   * When the next one is due that this batch did not take; not later than now: another worker is at it. Of a full batch
   * it is not asked: there are more.
   */
  next: Date | null
}

/**
 * Marks the clocks whose time has come as told, and queues the telling, in one statement and one job a batch. Each is
 * warned of once and breaches once, however many workers ask at the same moment, and however late they come. The
 * tickets' rows stay as they are: `sla_status()` tells how they stand.
 */
export async function fireDue(work: Work): Promise<Firing> {
  const now = work.now.toISOString()
  const [row] = await work.tx.execute<{
    warned: ClockId[] | null
    breached: ClockId[] | null
    count: number
    next: string | null
  }>(sql`
    with due as (
      select id, warned_at is null as warned from sla_clocks
      where next_at <= ${now}::timestamptz order by next_at limit ${batchSize} for update skip locked
    ), fired as (
      update sla_clocks as clock set
        warned_at = coalesce(warned_at, ${now}::timestamptz),
        breached_at = coalesce(breached_at, case when due_at <= ${now}::timestamptz then due_at end),
        next_at = case when coalesce(breached_at, due_at) <= ${now}::timestamptz then null else due_at end
      from due where clock.id = due.id
      returning clock.id, due.warned, clock.next_at
    )
    select count(*)::int as count, json_agg(id) filter (where warned) as warned,
      json_agg(id) filter (where next_at is null) as breached,
      (extract(epoch from case when count(*) < ${batchSize} then least(min(next_at), (
        select next_at from sla_clocks
        where next_at is not null and id not in (select id from due) order by next_at limit 1
      )) end) * 1000)::bigint::text as next
    from fired`)
  const { warned, breached, count = 0, next = null } = row ?? {}
  if (count > 0)
    work.enqueue('desk.sla_fired', {
      warned: warned ?? [],
      breached: breached ?? [],
      at: work.now,
    })
  return { count, next: next === null ? null : new Date(Number(next)) }
}
