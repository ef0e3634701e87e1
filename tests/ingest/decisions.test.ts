import { expect } from 'vitest'
import { type App, perform } from '#core/app.ts'
import { type Decision, decideMail } from '#core/mails/decide.ts'
import { acceptProposed, dropParticipant } from '#core/tickets/accept-proposed.ts'
import type { factories } from '#tests/support/factories.ts'
import { drain } from '#tests/support/jobs.ts'
import { mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import { answered, conversation, latest, parts } from './placed.ts'

/** Ada’s ticket, which an agent has answered, and what Bob, who takes no part, says to that. */
async function strangersAnswer(app: App, a: ReturnType<typeof factories>) {
  const grace = await a.agent({ name: 'Grace' })
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const { messageId } = await answered(app, grace, ticket)
  const { send } = await mailer(app)
  const say = async (text: string, from = 'bob@example.org') => {
    await send({ from, text, inReplyTo: messageId })
    await drain(app)
    return latest(app)
  }
  const held = await say('I know why.')
  const decide = async (decision: Decision, options = {}) => {
    await perform(app, grace, (work) => decideMail(work, held.id, decision, options))
    await drain(app)
    return latest(app)
  }
  return { grace, ticket, held, say, decide }
}

test('what a stranger answers joins the ticket with its author, once somebody says so', async ({
  app,
  a,
}) => {
  const { ticket, held, say, decide } = await strangersAnswer(app, a)
  expect(held).toMatchObject({ state: 'held', ticketId: ticket })
  expect(await decide('join')).toMatchObject({ state: 'appended', ticketId: ticket })
  expect((await conversation(app, ticket)).at(-1)).toMatchObject({ visibleText: 'I know why.' })
  expect(await parts(app, ticket)).toContain('cc bob@example.org')
  expect(await say('And more.')).toMatchObject({ state: 'appended', ticketId: ticket })
})

test('or gets a ticket of its own, and the other stays as it was', async ({ app, a }) => {
  const { ticket, decide } = await strangersAnswer(app, a)
  const end = await decide('open')
  expect(end.state).toBe('opened')
  expect(end.ticketId).not.toBe(ticket)
  expect(await conversation(app, ticket)).toHaveLength(2)
  expect(await parts(app, ticket)).toEqual(['requester ada@example.org'])
})

test('or is spam, and its sender is heard no more until somebody lets one in', async ({
  app,
  a,
}) => {
  const { held, say, decide, grace } = await strangersAnswer(app, a)
  expect(await decide('spam', { block: 'address' })).toMatchObject({ state: 'spam' })
  const next = await say('Buy!')
  expect(next).toMatchObject({ state: 'spam', reason: expect.stringContaining('blocked') })

  await perform(app, grace, (work) => decideMail(work, next.id, 'open'))
  await drain(app)
  expect(await latest(app)).toMatchObject({ id: next.id, state: 'opened' })
  expect(held.id).not.toBe(next.id)
})

test('whoever is taken out of a conversation is a stranger again', async ({ app, a }) => {
  const { grace, ticket, say, decide } = await strangersAnswer(app, a)
  await decide('join')
  const bob = await a.requester('bob@example.org')
  await perform(app, grace, (work) => acceptProposed(work, ticket, bob.personId))
  await perform(app, grace, (work) => dropParticipant(work, ticket, bob.personId))
  expect(await say('Hello?')).toMatchObject({ state: 'held', ticketId: ticket })
})
