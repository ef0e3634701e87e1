import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { findEvents } from '#core/audit/find.ts'
import { addSkill } from '#core/routing/skills.ts'
import { addMember, removeMember } from '#core/teams/members.ts'
import { changeTeam, type TeamSettings, teamAsSet } from '#core/teams/settings.ts'
import { addTeam } from '#core/teams/teams.ts'
import { teamsOf } from '#core/teams/teams-of.ts'
import { readTicket } from '#core/tickets/find.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import { queued } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

test('a team is set by its managers, with old and new on the record', async ({ app, a }) => {
  const team = await a.homeTeam()
  const manager = await a.agent({ role: 'manager' })
  const change = (given: Partial<TeamSettings>, by = manager) =>
    perform(app, by, (work) => changeTeam(work, team, given))
  await perform(app, null, (work) => addSkill(work, 'Billing'))
  await change({
    name: ' First \u202eline\u0007 ',
    strategy: 'round_robin',
    skills: { billing: 2 },
  })
  await change({ strategy: 'round_robin' })
  expect(await read(app, null, (db) => teamAsSet(db, team))).toMatchObject({
    name: 'First line',
    strategy: 'round_robin',
    skills: { billing: 2 },
    reopenDays: 14,
  })
  const { items } = await read(app, null, (db) => findEvents(db, { kind: 'team_changed' }))
  expect(items.map(({ details }) => details)).toEqual([
    {
      name: 'Home',
      changes: {
        name: ['Home', 'First line'],
        strategy: ['manual', 'round_robin'],
        skills: [{}, { billing: 2 }],
      },
    },
  ])
  expect(await queued(app)).toEqual(['desk.drain'])
  for (const by of [
    await a.agent({ role: 'lead' }),
    await a.agent({ role: 'manager', teams: [await a.team('Far')] }),
  ])
    await expect(change({ surveys: true }, by)).rejects.toMatchObject({ code: 'not-allowed' })
})

test.for<[Partial<TeamSettings>, string]>([
  [{ name: ' ' }, 'a name of 1 to 80 letters'],
  [{ name: '\u202e\u200b' }, 'a name of 1 to 80 letters'],
  [{ name: 'other' }, 'The team other already exists'],
  [{ digestAt: '9:00' }, 'a time from 00:00 to 23:59'],
  [{ reopenDays: -1 }, 'a whole number from 0'],
  [{ remindAfterHours: 0 }, 'a whole number from 1'],
  [{ closeAfterHours: 0 }, 'a whole number from 1'],
  [{ skills: { juggling: 3 } }, 'There is no skill juggling. There are: billing.'],
  [{ skills: { billing: 6 } }, 'billing: a level is a number from 1 to 5'],
  [{ calendarId: 99 as CalendarId }, 'There is no such calendar'],
])('%j is refused in words', async ([given, why], { app, a }) => {
  const team = await a.homeTeam()
  await a.team('Other')
  await perform(app, null, (work) => addSkill(work, 'billing'))
  await expect(perform(app, null, (work) => changeTeam(work, team, given))).rejects.toThrow(why)
})

test('a manager adds members to their own team alone, and only who works here', async ({
  app,
  a,
}) => {
  const manager = await a.agent({ role: 'manager' })
  const far = await a.team('Far')
  const ana = await a.agent({ teams: [] })
  await perform(app, manager, async (work) => addMember(work, await a.homeTeam(), ana.personId))
  expect(await read(app, null, (db) => teamsOf(db, ana.personId))).toEqual([await a.homeTeam()])
  await expect(
    perform(app, manager, (work) => addMember(work, far, ana.personId)),
  ).rejects.toMatchObject({ code: 'not-allowed' })
  const customer = await a.requester()
  await expect(
    perform(app, null, (work) => addMember(work, far, customer.personId)),
  ).rejects.toMatchObject({ code: 'not-found' })
})

test.for([false, true])(
  'of whoever leaves a team the open tickets stay theirs, or go back when that is asked: %s',
  async (returnTickets, { app, a }) => {
    const manager = await a.agent({ role: 'manager' })
    const { personId } = await a.agent()
    const home = await a.homeTeam()
    const far = await a.team('Far')
    await a.join(far, personId)
    const open = await a.ticket({ assignee: personId })
    const done = await a.ticket({ assignee: personId, status: 'resolved' })
    const elsewhere = await a.ticket({ assignee: personId, team: far })
    const had = await perform(app, manager, (work) =>
      removeMember(work, home, personId, { returnTickets }),
    )
    expect(had).toBe(1)
    const owner = async (id: typeof open) =>
      (await read(app, null, (db) => readTicket(db, id))).assignee?.id ?? null
    expect(await owner(open)).toBe(returnTickets ? null : personId)
    expect([await owner(done), await owner(elsewhere)]).toEqual([personId, personId])
    await expect(
      perform(app, manager, (work) => removeMember(work, home, personId)),
    ).rejects.toMatchObject({ code: 'not-found' })
  },
)

test('a new team is called what can be read, and nothing that turns the words around it', async ({
  app,
}) => {
  const add = (name: string) => perform(app, null, (work) => addTeam(work, name))
  const team = await add('Pay\u2066ments \u202e ')
  expect(await read(app, null, (db) => teamAsSet(db, team))).toMatchObject({ name: 'Pay ments' })
  await expect(add('\u202e')).rejects.toThrow('a name of 1 to 80 letters')
})
