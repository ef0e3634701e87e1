import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { replyAddress } from '#core/mails/reply-token.ts'
import { moveTicket } from '#core/tickets/change.ts'
import { readTicket } from '#core/tickets/find.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import type { TeamId, TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { teams } from '#db/schema/teams.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import { conversation, latest, parts } from './placed.ts'
import { forgery, proof, trusting } from './trusting.ts'

const allow = (app: App, team: TeamId, answersByMail = true) =>
  perform(app, null, (work) =>
    work.tx.update(teams).set({ answersByMail }).where(eq(teams.id, team)),
  )

const sent = (app: App) => read(app, null, (db) => db.select().from(outbound))

const tokenOf = (app: App, id: TicketId) => replyAddress(app.keys, 'help@desk.test', id) ?? ''

/** The Message-ID of an answer that another agent has given. */
async function ourMail(app: App, id: TicketId): Promise<string> {
  await perform(app, null, (work) => replyToTicket(work, id, { text: 'Where?', undoSeconds: 0 }))
  return (await conversation(app, id)).at(-1)?.headerMessageId ?? ''
}

/** A mail to the reply address of a ticket, as the agent whom the factories make first. */
const answer = (app: App, id: TicketId, mail = {}) => ({
  from: 'Ana <agent1@desk.test>',
  to: tokenOf(app, id),
  subject: 'Re: Printer on fire',
  text: 'Pull the plug.\n\nOn Mon, Mar 2, 2026 at 9:00 AM Ada <ada@customer.test> wrote:\n> It burns.',
  headers: proof,
  ...mail,
})

test('an agent’s mail to the reply address of a ticket is sent on as the desk’s own answer, once', async ({
  app,
  a,
}) => {
  const ana = await a.agent({ name: 'Ana' })
  await allow(app, await a.homeTeam())
  const id = await a.ticket({ from: 'ada@customer.test' })
  const { send } = await mailer(app)
  await send(answer(app, id, { messageId: '<1@desk.test>' }))
  await send(answer(app, id, { messageId: '<1@desk.test>' }))
  await drain(trusting(app))

  expect((await ledger(app)).map(({ state }) => state)).toEqual(['appended', 'duplicate'])
  expect(await conversation(app, id)).toMatchObject([
    { text: 'It burns.' },
    {
      text: 'Pull the plug.',
      direction: 'outbound',
      visibility: 'public',
      channel: 'email',
      author: { id: ana.personId },
      authorAddress: 'help@desk.test',
      delivery: { state: 'queued', to: ['ada@customer.test'] },
    },
  ])
  const [mail, ...more] = await sent(app)
  expect(more).toEqual([])
  expect(mail?.notBefore).toEqual(new Date(app.clock().getTime() + 60_000))
  expect(await read(app, null, (db) => readTicket(db, id))).toMatchObject({
    status: 'awaiting_customer',
  })
})

test.for([
  ['the team does not answer by mail', false, {}, 'does not answer by mail'],
  ['it went to the mailbox alone', true, { to: 'help@desk.test' }, 'reply address'],
  ['its requester has got it already', true, { cc: 'Ada@customer.test' }, 'has got it already'],
] as const)(
  'it is a note, and is not sent, when %s',
  async ([, allowed, mail, why], { app, a }) => {
    await a.agent({ name: 'Ana' })
    await allow(app, await a.homeTeam(), allowed)
    const id = await a.ticket({ from: 'ada@customer.test' })
    const { send } = await mailer(app)
    const ours = { inReplyTo: `<${await ourMail(app, id)}>`, ...mail }
    await send({
      ...answer(app, id, ours),
      envelope: { from: 'agent1@desk.test', to: 'help@desk.test' },
    })
    await drain(trusting(app))

    expect(await latest(app)).toMatchObject({ state: 'appended', ticketId: id })
    expect((await conversation(app, id)).at(-1)).toMatchObject({
      visibility: 'internal',
      author: { name: 'Ana' },
      text: expect.stringMatching(/^Pull the plug\.\n\n\(By mail, not sent: .*\)$/),
    })
    expect((await latest(app)).reason).toContain(why)
    expect(await sent(app)).toHaveLength(1)
    expect(await parts(app, id)).toEqual(['requester ada@customer.test'])
  },
)

test.for([
  ['nothing proves its sender', {}],
  ['its domain denies it', forgery],
] as const)('it is held, and neither shown nor sent, when %s', async ([, headers], { app, a }) => {
  await a.agent()
  await allow(app, await a.homeTeam())
  const id = await a.ticket()
  const { send } = await mailer(app)
  await send(answer(app, id, { headers }))
  await drain(trusting(app))

  expect(await latest(app)).toMatchObject({ state: 'held', ticketId: id })
  expect(await conversation(app, id)).toHaveLength(1)
  expect(await sent(app)).toEqual([])
})

test.for([
  ['who does not see the ticket', { role: 'agent' }],
  ['who only reads', { role: 'auditor' }],
] as const)('it is held when it is from an agent %s', async ([, { role }], { app, a }) => {
  await a.agent({ role, teams: [await a.team('Sales')] })
  await allow(app, await a.homeTeam())
  const id = await a.ticket()
  const { send } = await mailer(app)
  await send(answer(app, id, { from: 'agent1@desk.test' }))
  await drain(trusting(app))

  expect(await latest(app)).toMatchObject({ state: 'held', ticketId: id })
  expect(await sent(app)).toEqual([])
})

test('a closed ticket is answered by nobody: the mail is held and says so', async ({ app, a }) => {
  await a.agent({ name: 'Ana' })
  await allow(app, await a.homeTeam())
  const id = await a.ticket()
  await perform(app, null, (work) => moveTicket(work, id, 'closed'))
  const { send } = await mailer(app)
  await send(answer(app, id))
  await drain(trusting(app))

  expect(await latest(app)).toMatchObject({
    state: 'held',
    reason: expect.stringContaining('A ticket that is closed cannot be answered.'),
  })
  expect(await sent(app)).toEqual([])
})

test('an agent who asked goes on asking', async ({ app, a }) => {
  await a.agent({ name: 'Ana' })
  await allow(app, await a.homeTeam())
  const id = await a.ticket({ from: 'agent1@desk.test' })
  const { send } = await mailer(app)
  await send(answer(app, id))
  await drain(trusting(app))

  expect((await conversation(app, id)).at(-1)).toMatchObject({ direction: 'inbound' })
  expect(await sent(app)).toEqual([])
})

test('an agent in Cc answers by mail, too, where their team does', async ({ app, a }) => {
  await a.agent({ name: 'Ana' })
  await allow(app, await a.homeTeam())
  const id = await a.ticket({ from: 'ada@customer.test' })
  await perform(app, null, (work) =>
    replyToTicket(work, id, { text: 'Where?', cc: ['agent1@desk.test'], undoSeconds: 0 }),
  )
  const { send } = await mailer(app)
  await send(answer(app, id))
  await drain(trusting(app))

  expect((await conversation(app, id)).at(-1)).toMatchObject({
    direction: 'outbound',
    author: { name: 'Ana' },
    delivery: { to: ['ada@customer.test'], cc: ['agent1@desk.test'] },
  })
})
