import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import {
  addLadder,
  allLadders,
  changeLadder,
  readLadder,
  removeLadder,
} from '#core/escalation/ladders.ts'
import { readVersions } from '#core/versions.ts'
import { test } from '#tests/support/test.ts'

const steps = [
  { after: 0, targets: [{ to: 'assignee' }] },
  {
    after: 30,
    targets: [
      { to: 'channel', channel: '#ops' },
      { to: 'role', role: 'admin' },
    ],
  },
]

test('each seeded promise has a ladder, and the most urgent is the steepest', async ({ app }) => {
  const all = await read(app, null, allLadders)
  expect(all.map(({ name }) => name)).toEqual(['Critical', 'High', 'Low', 'Medium'])
  const top = (name: string) => all.find((one) => one.name === name)?.steps.at(-1)?.after ?? 0
  expect(top('Critical')).toBeLessThan(top('High'))
  expect(top('High')).toBeLessThan(top('Medium'))
  await expect(
    perform(app, null, async (work) => removeLadder(work, all[0]?.id ?? (0 as never))),
  ).rejects.toThrow('still used by the SLA policy Standard')
})

test('a ladder is added, changed with its versions, and removed', async ({ app, a }) => {
  const admin = await a.agent({ role: 'admin' })
  const id = await perform(app, admin, (work) => addLadder(work, { name: 'Night', steps }))
  const later = [{ after: 5, targets: [{ to: 'team' }] }]
  await perform(app, admin, (work) => changeLadder(work, id, { steps: later }))
  expect(await read(app, admin, (db) => readLadder(db, id))).toMatchObject({
    steps: later,
    version: 2,
  })
  expect(await read(app, admin, (db) => readVersions(db, `ladder:${id}`))).toMatchObject([
    { version: 2, definition: { steps: later }, changedBy: { id: admin.personId } },
    { version: 1, definition: { name: 'Night', steps } },
  ])
  await perform(app, admin, (work) => removeLadder(work, id))
  await perform(app, admin, (work) => addLadder(work, { name: 'Night', steps }))
  await expect(
    perform(app, admin, (work) => addLadder(work, { name: 'night', steps })),
  ).rejects.toThrow('already exists')
  const manager = await a.agent({ role: 'manager' })
  await expect(
    perform(app, manager, (work) => addLadder(work, { name: 'Day', steps })),
  ).rejects.toThrow('only admins')
})

test.for([
  [[], 'steps: '],
  [[{ after: 0, targets: [] }], 'steps.0.targets: '],
  [[{ after: 1.5, targets: [{ to: 'lead' }] }], 'steps.0.after: '],
  [[steps[0], steps[0]], 'steps.1.after: Each step comes later than the one before.'],
  [[{ after: 0, targets: [{ to: 'boss' }] }], 'steps.0.targets.0.to: '],
  [
    [{ after: 0, targets: [{ to: 'person', person: 999_999 }] }],
    'steps.0.targets.0.person: That is no',
  ],
  [[{ after: 0, targets: [{ to: 'role', role: 'auditor' }] }], 'steps.0.targets.0.role: '],
] as const)('%j is no ladder, and the refusal says where', async ([wrong, where], { app }) => {
  await expect(
    perform(app, null, (work) => addLadder(work, { name: 'Wrong', steps: wrong })),
  ).rejects.toThrow(where)
})
