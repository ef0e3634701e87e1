import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { backTestTable } from '#core/routing/back-test-table.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { moveTicket, prioritiseTicket } from '#core/tickets/change.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import { tickets } from '#db/schema/tickets.ts'
import { test } from '#tests/support/test.ts'

const urgent = {
  name: 'Urgent',
  teamId: null,
  definition: {
    scope: 'create',
    conditions: { fact: 'priority', op: 'is', value: 'MEDIUM' },
    actions: [{ do: 'priority', priority: 'CRITICAL' }],
  },
}

test('tickets are tested as they were when they were opened, and nothing is changed', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket()
  const other = await a.team('Other')
  await perform(app, null, (work) => prioritiseTicket(work, ticket, 'LOW'))
  await perform(app, null, (work) => transferTicket(work, ticket, other))
  const rows = () => read(app, null, (db) => db.select().from(tickets))
  const before = await rows()

  const table = await read(app, null, (db) =>
    backTestTable(db, app.clock(), { rules: [urgent], last: 100 }),
  )

  expect(table.items).toMatchObject([
    {
      ticketId: ticket,
      before: { team: 'Other', priority: 'LOW' },
      after: { team: 'Home', priority: 'CRITICAL' },
      why: '“Urgent” applies: the priority is “MEDIUM”.',
    },
  ])
  expect(await rows()).toEqual(before)
})

test('a draft of shorter targets shows what it would have broken', async ({ app, a, pass }) => {
  await a.ticket()
  pass(60)
  const breaches = async (first: number) =>
    (
      await read(app, null, (db) =>
        backTestTable(db, app.clock(), { rules: [], targets: { MEDIUM: { first } }, last: 100 }),
      )
    ).breaches.after.first_response
  expect(await breaches(30)).toBe(1)
  expect(await breaches(90)).toBe(0)
})

const late = {
  name: 'Late',
  teamId: null,
  definition: {
    scope: 'time',
    conditions: {
      all: [
        { fact: 'status', op: 'is', value: 'new' },
        { fact: 'age', op: 'greater', value: 2 },
      ],
    },
    actions: [{ do: 'priority', priority: 'HIGH' }],
  },
}

test('a rule by the clock is tested against what tickets were as time went by', async ({
  app,
  a,
  pass,
}) => {
  const agent = await a.agent()
  const [left, taken] = [await a.ticket(), await a.ticket()]
  const upset = {
    name: 'Twice as late',
    teamId: null,
    definition: {
      scope: 'time',
      conditions: {
        all: [
          { fact: 'priority', op: 'is', value: 'HIGH' },
          { fact: 'age', op: 'greater', value: 4 },
        ],
      },
      actions: [{ do: 'priority', priority: 'CRITICAL' }],
    },
  }
  pass(60)
  await perform(app, null, (work) => assignTicket(work, taken, agent.personId))
  const tested = async () =>
    (
      await read(app, null, (db) =>
        backTestTable(db, app.clock(), { rules: [late, upset], last: 100 }),
      )
    ).items.map(({ ticketId, after }) => [ticketId, after.priority])

  pass(60)
  expect(await tested()).toEqual([])
  pass(60)
  expect(await tested()).toEqual([[left, 'HIGH']])
  pass(120)
  expect(await tested()).toEqual([[left, 'CRITICAL']])
  await perform(app, null, (work) => assignTicket(work, left, agent.personId))
  expect(await tested()).toEqual([[left, 'CRITICAL']])
})

test('a ticket that had ended by then is left alone, whoever the rules had given it to', async ({
  app,
  a,
  pass,
}) => {
  const agent = await a.agent()
  const id = await a.ticket()
  pass(60)
  await perform(app, null, (work) => moveTicket(work, id, 'resolved'))
  pass(600)
  const give = {
    scope: 'create',
    conditions: null,
    actions: [{ do: 'assign', person: agent.personId }],
  }
  const old = { ...late.definition, conditions: { fact: 'age', op: 'greater', value: 2 } }
  const rules = [give, old].map((definition) => ({ name: 'Rule', teamId: null, definition }))
  const { items } = await read(app, null, (db) =>
    backTestTable(db, app.clock(), { rules, last: 100 }),
  )
  expect(items).toMatchObject([{ after: { assignee: agent.name, priority: 'MEDIUM' } }])
})

test('it says which rules by the clock it could not test, and what it takes for granted', async ({
  app,
  a,
  pass,
}) => {
  await a.ticket()
  pass(600)
  const night = {
    ...late,
    name: 'At night',
    definition: {
      ...late.definition,
      conditions: { fact: 'weekday', name: 'UTC', op: 'less', value: 9 },
    },
  }
  const { assumed, changed } = await read(app, null, (db) =>
    backTestTable(db, app.clock(), { rules: [night], last: 100 }),
  )
  expect(changed).toBe(0)
  expect(assumed).toEqual([expect.stringContaining('“At night” was not asked')])
  const both = await read(app, null, (db) =>
    backTestTable(db, app.clock(), { rules: [late, night], last: 100 }),
  )
  expect(both.assumed[0]).toContain('“Late”: asked as time went by')
  expect(both.items.map(({ why }) => why)).toEqual([
    expect.stringContaining('“Late” applies: the status is “new”'),
  ])
})
