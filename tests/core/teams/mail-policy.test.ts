import { desc, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { setMailPolicy } from '#core/teams/mail-policy.ts'
import { events } from '#db/schema/events.ts'
import { teams } from '#db/schema/teams.ts'
import { test } from '#tests/support/test.ts'

test('what is not given stays, and the trail has what has changed', async ({ app, a }) => {
  const id = await a.homeTeam()
  const manager = await a.agent({ role: 'manager' })
  await perform(app, manager, (work) => setMailPolicy(work, id, { language: 'DE' }))
  await perform(app, manager, (work) =>
    setMailPolicy(work, id, { acceptsUnproven: false, answersByMail: true, acceptsCopied: false }),
  )
  const [team] = await read(app, null, (db) => db.select().from(teams).where(eq(teams.id, id)))
  expect(team).toMatchObject({
    ...{ language: 'de', acknowledgeHours: null },
    ...{ acceptsUnproven: false, acceptsCopied: false, answersByMail: true },
  })
  const [event] = await read(app, null, (db) =>
    db.select().from(events).where(eq(events.kind, 'mail_policy_set')).orderBy(desc(events.id)),
  )
  expect(event?.details).toEqual({
    changes: { acceptsUnproven: [true, false], answersByMail: [false, true] },
  })
})

test('a team is set by its managers and by admins', async ({ app, a }) => {
  const id = await a.homeTeam()
  for (const who of [await a.agent(), await a.agent({ role: 'manager', teams: [await a.team()] })])
    await expect(
      perform(app, who, (work) => setMailPolicy(work, id, { answersByMail: true })),
    ).rejects.toMatchObject({ code: 'not-allowed' })
})
