import { expect } from 'vitest'
import { apiRoutes } from '#console/api/routes.ts'
import { perform, read } from '#core/app.ts'
import { addToken } from '#core/people/tokens.ts'
import { fireDue } from '#core/sla/fire-due.ts'
import { findTickets } from '#core/tickets/find.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { cardIn, test } from '#tests/bot/desk-in-slack.ts'
import { mailer } from '#tests/support/mail.ts'

test('a mail is warned of, breaches, and is answered late, in REST and on its Slack card', async ({
  desk,
  slack,
}) => {
  const { app, a } = desk
  const agent = await a.agent()
  const token = await perform(app, null, (work) =>
    addToken(work, agent.personId, { name: 'test', scopes: ['tickets:read'] }),
  )
  const { send } = await mailer(app)
  await send({ from: 'ada@example.org', to: 'help@desk.test', subject: 'Stuck', text: 'Help' })
  await desk.pass(2)
  const { items } = await read(app, null, (db) => findTickets(db, {}))
  const id = items[0]?.id
  if (!id) throw new Error('A mail makes a ticket')
  const api = apiRoutes(app)
  const sla = async () => {
    const answer = await api.request(`/tickets/${id}/sla`, {
      headers: { authorization: `Bearer ${token}` },
    })
    return answer.json()
  }
  const fire = async (minutes: number) => {
    desk.jump(minutes)
    await perform(app, null, fireDue)
    await desk.pass(2)
  }
  expect(await sla()).toMatchObject({ status: 'on_track' })
  expect(JSON.stringify(cardIn(slack).raw)).toContain('SLA due')

  await fire(6.4 * 60)
  expect(await sla()).toMatchObject({ status: 'near_breach' })
  await fire(1.6 * 60)
  expect(await sla()).toMatchObject({ status: 'breached' })
  expect(JSON.stringify(cardIn(slack).raw)).toContain('SLA missed')

  await perform(app, agent, (work) => replyToTicket(work, id, { text: 'Here.', undoSeconds: 0 }))
  await desk.pass(2)
  const { clocks } = await sla()
  expect(
    clocks.find(({ target }: { target: string }) => target === 'first_response'),
  ).toMatchObject({
    status: 'breached',
    stoppedAt: expect.any(String),
    remainingMs: expect.closeTo(0, -5),
  })
})
