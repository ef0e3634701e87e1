import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { findEvents } from '#core/audit/find.ts'
import { availability } from '#core/people/availability.ts'
import { deactivateAgent } from '#core/people/deactivate.ts'
import { comeBack, setPresence } from '#core/people/presence.ts'
import { timeOf } from '#core/people/time-of.ts'
import { changeTeam } from '#core/teams/settings.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { queued } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

const inMinutes = (app: App, minutes: number) => new Date(app.clock().getTime() + minutes * 60_000)
const now = (app: App, id: PersonId) => read(app, null, (db) => timeOf(db, id))

test('an agent goes away and comes back by themselves, on the record', async ({ app, a }) => {
  const ana = await a.agent()
  await perform(app, ana, (work) => setPresence(work, ana.personId, { presence: 'away' }))
  await perform(app, ana, (work) => setPresence(work, ana.personId, { presence: 'away' }))
  expect(await now(app, ana.personId)).toMatchObject({ presence: 'away', awayUntil: null })
  await perform(app, ana, (work) => setPresence(work, ana.personId, { presence: 'available' }))
  const { items } = await read(app, null, (db) => findEvents(db, { kind: 'presence_set' }))
  expect(items).toMatchObject([
    { actor: { id: ana.personId }, details: { changes: { presence: ['away', 'available'] } } },
    { actor: { id: ana.personId }, details: { changes: { presence: ['available', 'away'] } } },
  ])
})

test('whoever is away until a moment is back then, and takes what waits', async ({
  app,
  a,
  pass,
}) => {
  const ana = await a.agent()
  const team = await a.homeTeam()
  await perform(app, null, (work) => changeTeam(work, team, { strategy: 'least_loaded' }))
  const until = inMinutes(app, 60)
  await perform(app, null, (work) => work.tx.execute(sql`delete from pgboss.job`))
  await perform(app, ana, (work) => setPresence(work, ana.personId, { presence: 'away', until }))
  expect(await queued(app)).toEqual(['desk.back'])
  await perform(app, null, (work) => comeBack(work, ana.personId))
  expect(await now(app, ana.personId)).toMatchObject({ presence: 'away' })

  pass(60)
  expect(availability(await now(app, ana.personId), app.clock()).available).toBe(true)
  await perform(app, null, (work) => comeBack(work, ana.personId))
  expect(await now(app, ana.personId)).toMatchObject({ presence: 'available', awayUntil: null })
  expect(await queued(app)).toEqual(['desk.back', 'desk.drain'])
  pass(-60)
})

test('a moment that was changed meanwhile counts as it is now', async ({ app, a, pass }) => {
  const ana = await a.agent()
  const away = (minutes: number) =>
    perform(app, ana, (work) =>
      setPresence(work, ana.personId, { presence: 'away', until: inMinutes(app, minutes) }),
    )
  await away(60)
  await away(120)
  pass(60)
  await perform(app, null, (work) => comeBack(work, ana.personId))
  expect(await now(app, ana.personId)).toMatchObject({ presence: 'away' })
  pass(-60)
})

test('away and reassign asks for their unanswered tickets to go back', async ({ app, a }) => {
  const ana = await a.agent()
  await perform(app, ana, (work) => setPresence(work, ana.personId, { presence: 'reassign' }))
  expect(await queued(app)).toEqual(['desk.return'])
})

test('others are sent away by managers of their teams and admins alone', async ({ app, a }) => {
  const ana = await a.agent()
  const far = [await a.team('Far')]
  const send = (by: Awaited<ReturnType<typeof a.agent>>, presence: 'away' | 'available') =>
    perform(app, by, (work) => setPresence(work, ana.personId, { presence }))
  for (const by of [
    await a.agent(),
    await a.agent({ role: 'lead' }),
    await a.agent({ role: 'manager', teams: far }),
    await a.agent({ role: 'auditor' }),
  ])
    await expect(send(by, 'away')).rejects.toMatchObject({ code: 'not-allowed' })
  await send(await a.agent({ role: 'manager' }), 'away')
  await send(await a.agent({ role: 'admin', teams: far }), 'available')
  expect(await now(app, ana.personId)).toMatchObject({ presence: 'available' })
})

test.for([
  ['available', 60, 'Only who is away'],
  ['away', -1, 'a moment in the future'],
] as const)(
  '%s until %d minutes from now is refused',
  async ([presence, minutes, why], { app, a }) => {
    const { personId } = await a.agent()
    const until = inMinutes(app, minutes)
    await expect(
      perform(app, null, (work) => setPresence(work, personId, { presence, until })),
    ).rejects.toThrow(why)
  },
)

test('whoever works here no more cannot be away', async ({ app, a }) => {
  const { personId } = await a.agent()
  await perform(app, null, (work) => deactivateAgent(work, personId))
  await expect(
    perform(app, null, (work) => setPresence(work, personId, { presence: 'away' })),
  ).rejects.toMatchObject({ code: 'not-found' })
})
