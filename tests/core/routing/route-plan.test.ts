import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { perform, type Work } from '#core/app.ts'
import { holdTeam, lineUp } from '#core/routing/assign-next.ts'
import { holdWaiting, isBehind } from '#core/routing/drain-queue.ts'
import { addRule } from '#core/routing/rule-keep.ts'
import { toLookAt } from '#core/routing/rule-look.ts'
import { standingRules } from '#core/routing/rules.ts'
import { rules } from '#db/schema/routing.ts'
import { asOwner } from '#tests/support/database.ts'
import { test } from '#tests/support/test.ts'
import { teamThatAssigns } from './desk-that-assigns.ts'

/** How often this unit of work has read the table of tickets from end to end, as Postgres counts it. */
async function wholeReads(work: Work): Promise<number> {
  const [counted] = await work.tx.execute<{ count: number }>(
    sql`select seq_scan::int as count from pg_stat_xact_user_tables where relname = 'tickets'`,
  )
  return counted?.count ?? 0
}

test('among 20,000 tickets the queue, the loads of agents and what a rule asks of resolved ones are read by their indexes', async ({
  own: { app, a, database },
}) => {
  const members = Array.from({ length: 10 }, (_, at) => ({ name: `Agent ${at}`, capacity: 5000 }))
  const { team, idOf } = await teamThatAssigns(app, a, 'least_loaded', members)
  const { personId: requester } = await a.requester()
  await perform(app, null, async (work) => {
    await work.tx.execute(sql`
      insert into tickets (subject, status, priority, requester_id, team_id, assignee_id, opened_at, updated_at)
      select 'Ticket ' || n, (case when n % 2 = 0 then 'open' else 'new' end)::ticket_status, 'MEDIUM',
        ${requester}, ${team}, case when n % 2 = 0 then ${idOf('Agent 0')} + n / 2 % 10 end,
        ${app.clock().toISOString()}::timestamptz, ${app.clock().toISOString()}::timestamptz
      from generate_series(1, 20000) n`)
    await work.tx.execute(sql`
      insert into tickets (subject, status, priority, requester_id, team_id, opened_at, updated_at, resolved_at)
      select 'Ticket ' || n, 'resolved', 'MEDIUM', ${requester}, ${team},
        ${app.clock().toISOString()}::timestamptz, ${app.clock().toISOString()}::timestamptz,
        ${app.clock().toISOString()}::timestamptz
      from generate_series(1, 200) n`)
    await addRule(work, {
      name: 'Resolved for a day',
      teamId: null,
      enabled: true,
      definition: {
        scope: 'time',
        conditions: {
          all: [
            { fact: 'status', op: 'is', value: 'resolved' },
            { fact: 'age', op: 'greater', value: 24 },
          ],
        },
        actions: [{ do: 'status', status: 'closed' }],
      },
    })
  })

  await asOwner(database.ownerUrl, (owner) => owner`analyze tickets`)

  const read = await perform(app, null, async (work) => {
    const before = await wholeReads(work)
    const [page, held] = [
      await holdWaiting(work, team, { after: undefined, limit: 100, all: true }),
      await holdTeam(work, team),
    ]
    const last = page.at(-1)
    const behind = last && (await isBehind(work.tx, last))
    const line = held && (await lineUp(work, held))
    const [rule] = await standingRules(work.tx, 'time')
    if (rule) for (const _ of ['all', 'those that have turned']) await toLookAt(work, rule)
    const looked = await work.tx.select({ at: rules.lookedAt }).from(rules)
    const byIndex = (await wholeReads(work)) - before
    await work.tx.execute(sql`select count(*) from tickets where subject = 'none'`)
    const byHand = (await wholeReads(work)) - before - byIndex
    return {
      page: page.length,
      behind,
      loads: line?.candidates.map(({ load }) => load),
      looked,
      byIndex,
      byHand,
    }
  })

  expect(read).toEqual({
    page: 100,
    behind: true,
    loads: members.map(() => 1000),
    looked: [{ at: app.clock() }],
    byIndex: 0,
    byHand: 1, // So that the counter is known to count.
  })
}, 120_000)
