import { asc, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { addCalendar, changeCalendar } from '#core/sla/calendars-change.ts'
import { addPolicy } from '#core/sla/policies.ts'
import { changeTeam } from '#core/teams/settings.ts'
import { describeTicket } from '#core/tickets/fields.ts'
import { tagTicket } from '#core/tickets/tag.ts'
import type { TeamId, TicketId } from '#db/schema/columns.ts'
import { slaClocks, slaEntries } from '#db/schema/sla.ts'
import { drain, queued } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

// The desk's clock stands at Monday, 9:00 UTC.
const noon = {
  name: 'From noon',
  timeZone: 'UTC',
  hours: { 1: [['12:00', '24:00']] },
  icsUrl: null,
}
const days = { 1: [['10:00', '24:00']] } satisfies Record<number, [string, string][]>

async function dueOf(app: App, id: TicketId): Promise<string | undefined> {
  const [clock] = await read(app, null, (db) =>
    db
      .select({ dueAt: slaClocks.dueAt })
      .from(slaClocks)
      .where(eq(slaClocks.ticketId, id))
      .orderBy(asc(slaClocks.target)),
  )
  return clock?.dueAt?.toISOString()
}

function entriesOf(app: App, id: TicketId) {
  return read(app, null, (db) =>
    db.select().from(slaEntries).where(eq(slaEntries.ticketId, id)).orderBy(asc(slaEntries.id)),
  )
}

function calendar(app: App, name = noon.name) {
  return perform(app, null, (work) =>
    addCalendar(work, { ...noon, name, hours: { 1: [['12:00', '24:00']] } }),
  )
}

function give(app: App, teamId: TeamId, calendarId: Awaited<ReturnType<typeof calendar>>) {
  return perform(app, null, (work) => changeTeam(work, teamId, { calendarId }))
}

test('a team that gets another calendar has the clocks of its tickets counted by it, and no others', async ({
  app,
  a,
}) => {
  const ours = await a.ticket()
  const theirs = await a.ticket({ team: await a.team() })
  await give(app, await a.homeTeam(), await calendar(app))
  expect(await queued(app)).toContain('desk.retarget')
  await drain(app)

  expect(await dueOf(app, ours)).toBe('2026-03-02T20:00:00.000Z')
  expect(await dueOf(app, theirs)).toBe('2026-03-02T17:00:00.000Z')
  expect((await entriesOf(app, theirs)).map(({ kind }) => kind)).not.toContain('retarget')
})

test('a calendar that changes moves the clocks that go by it, from the same start', async ({
  app,
  a,
}) => {
  const other = await a.team()
  const [first, second] = [await calendar(app), await calendar(app, 'Another')]
  await give(app, await a.homeTeam(), first)
  await give(app, other, second)
  const [ours, theirs] = [await a.ticket(), await a.ticket({ team: other })]
  await drain(app)
  await perform(app, null, (work) => changeCalendar(work, first, { hours: days }))
  await drain(app)

  expect(await dueOf(app, ours)).toBe('2026-03-02T18:00:00.000Z')
  expect(await dueOf(app, theirs)).toBe('2026-03-02T20:00:00.000Z')
  expect((await entriesOf(app, ours)).map(({ kind }) => kind)).toEqual([
    'start',
    'start',
    'retarget',
    'retarget',
  ])
})

test('a tag or a field that the conditions of a policy ask for lets it hold, and no more once it is gone', async ({
  app,
  a,
}) => {
  const gold = (name: string, minutes: number, conditions: object) =>
    perform(app, null, (work) =>
      addPolicy(work, {
        name,
        conditions,
        position: 0,
        enabled: true,
        teamId: null,
        calendarId: null,
        targets: { MEDIUM: { first: minutes } },
      }),
    )
  await gold('By tag', 60, { fact: 'tags', op: 'contains', value: 'vip' })
  await gold('By field', 120, { fact: 'field', name: 'plan', op: 'is', value: 'gold' })
  const id = await a.ticket()
  expect(await dueOf(app, id)).toBe('2026-03-02T17:00:00.000Z')

  await perform(app, null, (work) => describeTicket(work, id, { plan: 'gold' }))
  expect(await dueOf(app, id)).toBe('2026-03-02T11:00:00.000Z')
  await perform(app, null, (work) => tagTicket(work, id, { add: ['vip'] }))
  expect(await dueOf(app, id)).toBe('2026-03-02T10:00:00.000Z')
  await perform(app, null, (work) => tagTicket(work, id, { remove: ['vip'] }))
  await perform(app, null, (work) => describeTicket(work, id, { plan: null }))
  expect(await dueOf(app, id)).toBe('2026-03-02T17:00:00.000Z')
})
