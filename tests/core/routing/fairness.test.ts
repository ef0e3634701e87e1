import { eq, isNull, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { changeProfile } from '#core/people/profile.ts'
import { events } from '#db/schema/events.ts'
import { tickets } from '#db/schema/tickets.ts'
import { test } from '#tests/support/test.ts'
import { explained, teamThatAssigns } from './desk-that-assigns.ts'
import { askToRoute, openMany, workTogether } from './workers.ts'

const names = Array.from({ length: 10 }, (_, at) => `Agent ${at}`)

/** How many tickets each owner has, the fewest first. */
async function loads(app: App): Promise<number[]> {
  const rows = await read(app, null, (db) =>
    db
      .select({ owner: tickets.assigneeId, has: sql<number>`count(*)::int` })
      .from(tickets)
      .groupBy(tickets.assigneeId),
  )
  return rows.flatMap(({ owner, has }) => (owner ? [has] : [])).sort((a, b) => a - b)
}

test('a thousand tickets over ten agents by four workers: equally many, never too many, none twice, none forgotten', async ({
  own: { app, a, database },
}) => {
  const members = names.map((name) => ({ name, capacity: 95 }))
  const { team, idOf } = await teamThatAssigns(app, a, 'round_robin', members)
  await askToRoute(app, await openMany(app, a, [team], 1000))

  await workTogether(database.runtimeUrl, 4)

  expect(await loads(app)).toEqual(names.map(() => 95))
  for (const name of names)
    await perform(app, null, (work) => changeProfile(work, idOf(name), { capacity: null }))
  await workTogether(database.runtimeUrl, 4)

  expect(await loads(app)).toEqual(names.map(() => 100))
  const given = await read(app, null, (db) =>
    db.select({ ticket: events.ticketId }).from(events).where(eq(events.kind, 'assigned')),
  )
  expect(given).toHaveLength(1000)
  expect(new Set(given.map(({ ticket }) => ticket)).size).toBe(1000)
  const left = await read(app, null, (db) => db.$count(tickets, isNull(tickets.assigneeId)))
  expect(left).toBe(0)
  const [some] = given
  if (some?.ticket) await explained(app, some.ticket, team)
}, 180_000)

test('agents whom two teams share never get more than they can take', async ({
  own: { app, a, database },
}) => {
  const shared = names.slice(0, 3)
  const members = shared.map((name) => ({ name, capacity: 5 }))
  const { team, idOf } = await teamThatAssigns(app, a, 'least_loaded', members)
  const second = await teamThatAssigns(app, a, 'round_robin', [])
  for (const name of shared) await a.join(second.team, idOf(name))
  await askToRoute(app, await openMany(app, a, [team, second.team], 60))

  await workTogether(database.runtimeUrl, 4)

  expect(await loads(app)).toEqual([5, 5, 5])
  const left = await read(app, null, (db) =>
    db
      .select({ id: tickets.id, of: tickets.teamId })
      .from(tickets)
      .where(isNull(tickets.assigneeId)),
  )
  expect(left).toHaveLength(45)
  for (const { id, of } of left.slice(-2)) await explained(app, id, of)
}, 60_000)
