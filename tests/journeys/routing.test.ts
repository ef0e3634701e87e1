import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { setPresence } from '#core/people/presence.ts'
import { whyMe } from '#core/routing/why-me.ts'
import { addMailbox } from '#core/teams/teams.ts'
import { moveTicket } from '#core/tickets/change.ts'
import { findTickets } from '#core/tickets/find.ts'
import { explained, ownerOf, teamThatAssigns } from '#tests/core/routing/desk-that-assigns.ts'
import { drain } from '#tests/support/jobs.ts'
import { mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'

test('mail finds an agent, waits when they are full, goes on when they are done, and says why', async ({
  own: { app, a },
}) => {
  const { team, idOf } = await teamThatAssigns(app, a, 'least_loaded', [
    { name: 'Ana', capacity: 1 },
    { name: 'Ben', capacity: 1 },
  ])
  await perform(app, null, async (work) => {
    await addMailbox(work, { address: 'billing@desk.test', name: 'Billing', teamId: team })
    await setPresence(work, idOf('Ben'), { presence: 'away' })
  })
  const { send } = await mailer(app)
  for (const subject of ['First', 'Second'])
    await send({ from: 'ada@example.org', to: 'billing@desk.test', subject, text: 'Help' })
  await drain(app)
  const { items } = await read(app, null, (db) => findTickets(db, {}))
  const numbers = items.map(({ id }) => id).sort((one, other) => one - other)
  const [first, second] = numbers
  if (!first || !second) throw new Error('Two mails make two tickets')
  expect(await ownerOf(app, first)).toBe('Ana')
  expect(await explained(app, second, team)).toContain('Ana: 1 of 1 tickets; Ben: away')

  const ana = await a.actor(idOf('Ana'))
  await perform(app, ana, (work) => moveTicket(work, first, 'resolved'))
  await drain(app)

  expect(await ownerOf(app, second)).toBe('Ana')
  expect(await read(app, ana, (db) => whyMe(db, second, ana.personId))).toBe(
    'Assigned to Ana: the only one who can take it.',
  )
  await explained(app, second, team)
})
