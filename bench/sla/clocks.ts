import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '#bench/report.ts'
import { slaChannel } from '#core/sla/ledger.ts'
import type { connect } from '#db/client.ts'

type Sql = ReturnType<typeof connect>['sql']
export const open = 100_000

/** A desk with as many open tickets, each with a clock that is due in a year. */
export async function openTickets(sql: Sql): Promise<void> {
  await sql`with asker as (insert into people (name, created_at) values ('Ada', now()) returning id),
    team as (select id from teams order by id limit 1),
    opened as (
      insert into tickets (subject, status, priority, requester_id, team_id, opened_at, updated_at, sla_status)
      select 'Printer ' || n, 'open', 'MEDIUM', asker.id, team.id, now(), now(), 'on_track'
      from generate_series(1, ${open}) n, asker, team returning id
    )
    insert into sla_clocks (ticket_id, target, round, state, minutes, started_at, warn_at, due_at, next_at)
    select id, 'first_response', 1, 'running', 480, now(), now() + interval '300 days', now() + interval '365 days',
      now() + interval '300 days' from opened`
  await sql`analyze sla_clocks`
}

/** Lets clocks be due evenly from half a second on, so many a second. @returns when the last is, in ms from now */
export async function makeDue(sql: Sql, count: number, perSecond: number): Promise<number> {
  await sql`with chosen as (
      select id, row_number() over (order by id) as n from sla_clocks where warned_at is null limit ${count}
    )
    update sla_clocks c set warn_at = clock_timestamp() + interval '2 seconds' + make_interval(secs => n::float8 / ${perSecond}),
      next_at = clock_timestamp() + interval '2 seconds' + make_interval(secs => n::float8 / ${perSecond})
    from chosen where c.id = chosen.id`
  await sql`select pg_notify(${slaChannel}, '0')`
  return 2000 + (count / perSecond) * 1000
}

/** How long after its moment each clock was told, by the time of its commit, in ms. */
export async function lags(
  sql: Sql,
  since: Date,
): Promise<{ p50: number; p99: number; count: number }> {
  const rows = await sql<{ ms: number }[]>`
    select extract(epoch from pg_xact_commit_timestamp(xmin) - warn_at)::float8 * 1000 as ms
    from sla_clocks where warned_at >= ${since.toISOString()}::timestamptz`
  const all = rows.map(({ ms }) => ms)
  return { p50: percentile(all, 0.5), p99: percentile(all, 0.99), count: all.length }
}

/** Clocks that were told other than once: the jobs that tell are the witnesses. */
export async function toldWrongly(sql: Sql): Promise<number> {
  const [row] = await sql<{ wrong: number }[]>`
    with told as (
      select value::int as id, count(*) as times from pgboss.job, jsonb_array_elements_text(data -> 'warned')
      where name = 'desk.sla_fired' group by 1
    )
    select count(*)::int as wrong from told full join sla_clocks c using (id)
    where coalesce(told.times, 0) <> (c.warned_at is not null)::int`
  return row?.wrong ?? -1
}

/** Makes every clock overdue by an hour. */
export async function makeOverdue(sql: Sql): Promise<void> {
  await sql`delete from pgboss.job where name = 'desk.sla_fired'`
  await sql`update sla_clocks set warned_at = null, breached_at = null, warn_at = now() - interval '1 hour',
    next_at = now() - interval '1 hour'`
  await sql`vacuum analyze sla_clocks`
}

/** @returns seconds until nothing is overdue any more */
export async function drained(sql: Sql): Promise<number> {
  const began = performance.now()
  await sql`select pg_notify(${slaChannel}, '0')`
  for (;;) {
    const [left] = await sql`select from sla_clocks where next_at <= now() limit 1`
    if (!left) return (performance.now() - began) / 1000
    await sleep(100) // Often enough to tell seconds; each look walks what is dead in the index.
  }
}
