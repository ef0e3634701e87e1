import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { choosePolicy } from '#core/sla/choose-policy.ts'
import { orderPolicies } from '#core/sla/order-policies.ts'
import {
  addPolicy,
  allPolicies,
  changePolicy,
  readPolicy,
  removePolicy,
} from '#core/sla/policies.ts'
import { minutesFromText, minutesInWords, targetsFrom } from '#core/sla/targets.ts'
import { readVersions } from '#core/versions.ts'
import type { CalendarId, LadderId, SlaPolicyId, TicketId } from '#db/schema/columns.ts'
import { slaClocks } from '#db/schema/sla.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

const given = { enabled: true, teamId: null, conditions: null, calendarId: null }

async function seeded(app: App): Promise<SlaPolicyId> {
  const [policy] = await read(app, null, allPolicies)
  if (!policy) throw new Error('A desk begins with a policy')
  return policy.id
}

async function minutesOf(app: App, id: TicketId) {
  const rows = await read(app, null, (db) =>
    db.select().from(slaClocks).where(eq(slaClocks.ticketId, id)).orderBy(slaClocks.target),
  )
  return rows.map(({ minutes, state }) => [minutes, state])
}

test('a desk begins with one policy', async ({ app }) => {
  expect(await read(app, null, allPolicies)).toMatchObject([
    {
      name: 'Standard',
      enabled: true,
      targets: {
        LOW: { first: 1440, resolution: 4320 },
        MEDIUM: { first: 480, resolution: 2880 },
        HIGH: { first: 120, resolution: 1440 },
        CRITICAL: { first: 30, resolution: 240 },
      },
    },
  ])
})

test('another promise holds for what runs, from the same start, and is kept as a version', async ({
  app,
  a,
}) => {
  const admin = await a.agent({ role: 'admin' })
  const id = await a.ticket()
  const policy = await seeded(app)
  await perform(app, admin, (work) =>
    changePolicy(work, policy, { targets: { MEDIUM: { first: 60, resolution: 600 } } }),
  )
  await drain(app)

  expect(await minutesOf(app, id)).toEqual([
    [60, 'running'],
    [600, 'running'],
  ])
  const versions = await read(app, null, (db) => readVersions(db, `sla_policy:${policy}`))
  expect(versions[0]?.definition).toMatchObject({ targets: { MEDIUM: { first: 60 } } })
})

test('a removed policy gives its tickets to the next, or to none', async ({ app, a }) => {
  const id = await a.ticket()
  const policy = await seeded(app)
  await perform(app, null, (work) => removePolicy(work, policy))
  await drain(app)

  expect(await minutesOf(app, id)).toEqual([
    [480, 'cancelled'],
    [2880, 'cancelled'],
  ])
})

test('the first policy by position holds, and a chosen one before all', async ({ app, a }) => {
  const teamId = await a.homeTeam()
  const own = await perform(app, null, (work) =>
    addPolicy(work, {
      ...given,
      name: 'Home',
      teamId,
      position: 0,
      targets: { MEDIUM: { first: 5 } },
    }),
  )
  const gold = await perform(app, null, (work) =>
    addPolicy(work, { ...given, name: 'Gold', targets: { MEDIUM: { first: 7 } } }),
  )
  const id = await a.ticket()
  expect(await minutesOf(app, id)).toEqual([[5, 'running']])

  await perform(app, null, (work) => choosePolicy(work, id, gold))
  expect(await minutesOf(app, id)).toEqual([[7, 'running']])
  expect(own).not.toBe(gold)
})

test('what is written as it was is no new version', async ({ app }) => {
  const policy = await seeded(app)
  const { targets, version } = await read(app, null, (db) => readPolicy(db, policy))
  const { CRITICAL, ...others } = targets
  await perform(app, null, (work) =>
    changePolicy(work, policy, {
      targets: { CRITICAL: { next: undefined, ...CRITICAL }, ...others },
    }),
  )

  expect(await read(app, null, (db) => readPolicy(db, policy))).toMatchObject({ version })
})

test('an order is kept in the places that the named ones share', async ({ app }) => {
  const add = (name: string) =>
    perform(app, null, (work) =>
      addPolicy(work, { ...given, name, targets: { LOW: { first: 5 } } }),
    )
  const standard = await seeded(app)
  const [one, two] = [await add('One'), await add('Two')]
  await perform(app, null, (work) => orderPolicies(work, [two, standard]))

  expect((await read(app, null, allPolicies)).map(({ id }) => id)).toEqual([two, one, standard])
})

test('managers promise for their own teams, admins for all', async ({ app, a }) => {
  const teamId = await a.team()
  const manager = await a.agent({ role: 'manager', teams: [teamId] })
  const policy = { ...given, targets: { LOW: { first: 5 } } }

  await perform(app, manager, (work) => addPolicy(work, { ...policy, name: 'Ours', teamId }))
  await expect(
    perform(app, manager, (work) => addPolicy(work, { ...policy, name: 'All' })),
  ).rejects.toMatchObject({ code: 'not-allowed' })
})

test.for([
  ['calendar', { calendarId: 999 as CalendarId, targets: { LOW: { first: 5 } } }],
  ['ladder', { targets: { LOW: { first: 5, ladderId: 999 as LadderId } } }],
] as const)('a %s that is not there is refused in words', async ([what, wrong], { app }) => {
  await expect(
    perform(app, null, (work) => addPolicy(work, { ...given, name: 'Ours', ...wrong })),
  ).rejects.toThrow(`There is no such ${what}. Add it first.`)
})

test.each([
  [{}, 'It promises nothing'],
  [{ LOW: { first: 0 } }, 'whole minutes'],
])('targets like %j are refused', async (targets, why) => {
  expect(() => targetsFrom(targets)).toThrow(why)
})

test.each([
  ['30 m', 30, '30 m'],
  ['2h 30m', 150, '2 h 30 m'],
  ['3d', 4320, '3 d'],
  ['90', 90, '1 h 30 m'],
] as const)('“%s” is %d minutes, said as %s', (text, minutes, words) => {
  expect(minutesFromText(text)).toBe(minutes)
  expect(minutesInWords(minutes)).toBe(words)
})

test("a team's own policy holds before the one for everybody, without being told where to stand", async ({
  app,
  a,
}) => {
  const teamId = await a.homeTeam()
  await perform(app, null, (work) =>
    addPolicy(work, { ...given, name: 'Ours', teamId, targets: { MEDIUM: { first: 7 } } }),
  )
  await perform(app, null, (work) =>
    addPolicy(work, { ...given, name: 'Spare', targets: { MEDIUM: { first: 9 } } }),
  )
  const names = (await read(app, null, allPolicies)).map(({ name }) => name)
  expect(names).toEqual(['Ours', 'Standard', 'Spare'])
  expect(await minutesOf(app, await a.ticket())).toContainEqual([7, 'running'])
})
