import { sql } from 'drizzle-orm'
import { perform } from '#core/app.ts'
import { lookByTime } from '#core/routing/rule-jobs.ts'
import { addRule } from '#core/routing/rule-keep.ts'
import { asOwner } from '#tests/support/database.ts'
import { test } from '#tests/support/test.ts'

test('measure', async ({ own: { app, a, database, pass } }) => {
  const team = await a.team('Many')
  const { personId } = await a.requester()
  const now = app.clock().toISOString()
  await perform(app, null, (work) => work.tx.execute(sql`
    insert into tickets (subject, status, priority, requester_id, team_id, opened_at, updated_at)
    select 'Ticket ' || n, 'open', 'MEDIUM', ${personId}, ${team}, ${now}::timestamptz - interval '1 minute' * (n % 10000), ${now}::timestamptz - interval '1 day'
    from generate_series(1, 100000) n`))
  await asOwner(database.ownerUrl, (owner) => owner`analyze tickets`)
  pass(10)
  await perform(app, null, (work) => addRule(work, { name: 'T', teamId: null, enabled: true, definition: { scope: 'time',
    conditions: { all: [{ fact: 'age', op: 'greater', value: 9000 }, { fact: 'subject', op: 'contains', value: 'zzz' }] }, actions: [{ do: 'note', text: 'x' }] } }))
  await perform(app, null, (work) => addRule(work, { name: 'U', teamId: null, enabled: true, definition: { scope: 'time',
    conditions: { any: [{ fact: 'age', op: 'greater', value: 9000 }, { fact: 'subject', op: 'contains', value: 'zzz' }] }, actions: [{ do: 'note', text: 'x' }] } }))
  const out: string[] = []
  for (let n = 0; n < 27; n += 1) {
    const t = performance.now()
    await perform(app, null, lookByTime)
    out.push(String(Math.round(performance.now() - t)))
    pass(1)
  }
  process.stdout.write(`MEASURED ${out.join(' ')}\n`)
}, 500_000)
