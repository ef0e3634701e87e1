import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { deskJobs } from '#core/desk-jobs.ts'
import { why } from '#core/routing/decide.ts'
import { readFacts } from '#core/routing/facts.ts'
import { lookByTime } from '#core/routing/rule-jobs.ts'
import { addRule } from '#core/routing/rule-keep.ts'
import { toLookAt } from '#core/routing/rule-look.ts'
import { standingRules } from '#core/routing/rules.ts'
import { moveTicket, prioritiseTicket } from '#core/tickets/change.ts'
import { rules } from '#db/schema/routing.ts'
import { testApp } from '#tests/support/app.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'
import { openMany } from './workers.ts'

const old = { fact: 'age', op: 'greater', value: 2 } as const

function keepByTime(app: App, conditions: unknown) {
  return perform(app, null, (work) =>
    addRule(work, {
      name: 'By the clock',
      teamId: null,
      enabled: true,
      definition: { scope: 'time', conditions, actions: [{ do: 'note', text: 'Noticed.' }] },
    }),
  )
}

/** What the one rule would be asked about now; the place is kept. */
function looked(app: App) {
  return perform(app, null, async (work) => {
    const [rule] = await standingRules(work.tx, 'time')
    return rule ? toLookAt(work, rule) : []
  })
}

test('two workers that look at once let a rule have its say once', async ({
  own: { app, a, database, pass },
}) => {
  const team = await a.team('Many')
  const ids = await openMany(app, a, [team], 20)
  await keepByTime(app, old)
  pass(180)
  const other = await testApp(database.runtimeUrl)
  try {
    other.pass(180)
    await Promise.all([app, other.app].map((each) => perform(each, null, lookByTime)))
    await Promise.all([drain(app), drain(other.app)])
  } finally {
    await other.close()
  }
  for (const id of ids)
    expect(await read(app, null, (db) => why(db, id))).toMatchObject([{ kind: 'time' }])
}, 60_000)

test('a new rule sees every ticket in one run, also where they are more than a page', async ({
  app,
  a,
}) => {
  const team = await a.team('Many')
  await openMany(app, a, [team], 5200)
  await keepByTime(app, { fact: 'priority', op: 'is_not', value: 'MEDIUM' })
  await deskJobs(app)['desk.rules_by_time']({})
  const [rule] = await read(app, null, (db) => db.select().from(rules))
  expect(rule).toMatchObject({ lookedAt: rule?.changedAt, lookedTo: null })
})

test('whom a requester has asked before is looked up where a rule asks for it alone', async ({
  app,
  a,
}) => {
  const [first, second, other] = [
    await a.ticket({ from: 'ada@example.org' }),
    await a.ticket({ from: 'ada@example.org' }),
    await a.ticket({ from: 'ben@example.org' }),
  ]
  await perform(app, null, (work) => moveTicket(work, first, 'resolved'))
  const tellOf = async (others: boolean) => {
    const needs = { headers: false, calendars: false, others }
    const ids = [first, second, other]
    const facts = await read(app, null, (db) => readFacts(db, ids, app.clock(), { needs }))
    return [...facts.values()].map(({ firstTime, openTickets }) => [firstTime, openTickets])
  }
  expect(await tellOf(true)).toEqual([
    [true, 1],
    [false, 0],
    [true, 0],
  ])
  expect(await tellOf(false)).toEqual([
    [false, 0],
    [false, 0],
    [false, 0],
  ])
})

test('once all have been seen, only what has turned is looked at', async ({ app, a, pass }) => {
  const team = await a.team('Many')
  const ids = await openMany(app, a, [team], 1200)
  await keepByTime(app, {
    any: [old, { fact: 'priority', op: 'is', value: 'CRITICAL' }],
  })
  expect(await looked(app)).toEqual(ids)
  pass(60)
  expect((await looked(app)).length).toBe(1200) // Written shortly before the rule was kept.
  pass(10)
  expect((await looked(app)).length).toBe(500)
  const [first] = ids
  if (first) await perform(app, null, (work) => prioritiseTicket(work, first, 'CRITICAL'))
  expect(await looked(app)).toEqual([first, ...ids.slice(1000)])
  pass(60)
  expect((await looked(app)).length).toBe(1200) // Their two hours have run out since.
})
