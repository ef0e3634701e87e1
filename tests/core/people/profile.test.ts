import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { readAgent } from '#core/people/agent-list.ts'
import { deactivateAgent, reactivateAgent } from '#core/people/deactivate.ts'
import { loadsNow } from '#core/people/loads.ts'
import { changeProfile } from '#core/people/profile.ts'
import { addToken, agentByToken } from '#core/people/tokens.ts'
import { setPriorityWeights } from '#core/teams/desk-settings.ts'
import { prioritiseTicket } from '#core/tickets/change.ts'
import { queued } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

type Profile = Parameters<typeof changeProfile>[2]

test('agents set their own hours, zone and languages; their name and capacity are others’ to set', async ({
  app,
  a,
}) => {
  const ana = await a.agent({ name: 'Ana' })
  const own: Profile = {
    timeZone: 'Europe/Berlin',
    workingHours: { 1: [['09:00', '17:00']] },
    languages: ['DE', 'en', 'de', 'pt-br'],
  }
  await perform(app, ana, (work) => changeProfile(work, ana.personId, own))
  for (const more of [{ capacity: 100 }, { name: 'The Boss' }])
    await expect(
      perform(app, ana, (work) => changeProfile(work, ana.personId, more)),
    ).rejects.toMatchObject({ code: 'not-allowed' })
  const manager = await a.agent({ role: 'manager' })
  await perform(app, manager, (work) =>
    changeProfile(work, ana.personId, { capacity: 8, name: 'Ana Ruiz' }),
  )
  expect(await read(app, null, (db) => readAgent(db, ana.personId))).toMatchObject({
    ...own,
    languages: ['de', 'en', 'pt-BR'],
    name: 'Ana Ruiz',
    capacity: 8,
  })
})

test.for<[Profile, string]>([
  [{ timeZone: 'Mars' }, '“Mars” is no time zone'],
  [{ workingHours: { 3: [['18:00', '09:00']] } }, 'Wed 18:00–09:00'],
  [{ languages: ['xx'] }, '“xx” is no language'],
  [{ languages: ['English'] }, '“English” is no language'],
  [{ languages: ['en_'] }, '“en_” is no language'],
  [{ capacity: -1 }, 'Capacity is a whole number'],
  [{ capacity: 1.5 }, 'Capacity is a whole number'],
  [{ name: '\u202e ' }, 'A name is missing'],
])('%j is refused in words', async ([profile, why], { app, a }) => {
  const { personId } = await a.agent()
  await expect(
    perform(app, null, (work) => changeProfile(work, personId, profile)),
  ).rejects.toThrow(why)
})

test('a load is the open tickets of an agent, as they weigh', async ({ app, a }) => {
  const { personId } = await a.agent()
  const [first] = [
    await a.ticket({ assignee: personId }),
    await a.ticket({ assignee: personId, status: 'on_hold' }),
    await a.ticket({ assignee: personId, status: 'resolved' }),
    await a.ticket(),
  ]
  await perform(app, null, (work) => prioritiseTicket(work, first, 'CRITICAL'))
  expect(await read(app, null, loadsNow)).toEqual(new Map([[personId, 2]]))
  await perform(app, null, (work) => setPriorityWeights(work, { CRITICAL: 4 }))
  expect(await read(app, null, loadsNow)).toEqual(new Map([[personId, 5]]))
})

test('weights hold for every team, so admins set them', async ({ app, a }) => {
  const manager = await a.agent({ role: 'manager' })
  const set = (weight: number) => (work: Parameters<typeof setPriorityWeights>[0]) =>
    setPriorityWeights(work, { HIGH: weight })
  await expect(perform(app, manager, set(2))).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(perform(app, null, set(-1))).rejects.toThrow('HIGH: a weight')
})

test('whoever leaves gives back their tickets, and their tokens never open again', async ({
  app,
  a,
}) => {
  const ana = await a.agent()
  const token = await perform(app, null, (work) =>
    addToken(work, ana.personId, { name: 'script', scopes: ['*'] }),
  )
  const opens = () => read(app, null, (db) => agentByToken(db, token, { via: 'api' }))
  await perform(app, null, (work) => deactivateAgent(work, ana.personId))
  expect(await queued(app)).toEqual(['desk.return'])
  expect(await opens()).toBeUndefined()
  await perform(app, null, (work) => reactivateAgent(work, ana.personId))
  expect(await opens()).toBeUndefined()
  expect(await a.actor(ana.personId)).toMatchObject({ teamIds: ana.teamIds })
  await expect(
    perform(app, null, (work) => reactivateAgent(work, ana.personId)),
  ).rejects.toMatchObject({ code: 'not-found' })
})
