import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { backTestTable } from '#core/routing/back-test-table.ts'
import { prioritiseTicket } from '#core/tickets/change.ts'
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
