import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { keyRing } from '#core/key-ring.ts'
import { replyAddress, signMessageId } from '#core/mails/reply-token.ts'
import { moveTicket } from '#core/tickets/change.ts'
import { readTicket } from '#core/tickets/find.ts'
import { deleteTicket } from '#core/tickets/put-away.ts'
import type { MessageId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { readMail } from '#ingest/read-mail.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import { allTickets, answered, conversation, latest, opened, parts } from './placed.ts'

const foreign = keyRing(['the secret of some other desk, 32 or more'])

test.for([
  ['In-Reply-To', { inReplyTo: '<1@x>' }],
  ['the last of its References', { references: '<0@elsewhere> <1@x>' }],
  ['the first of its References', { references: '<1@x> <2@elsewhere> <3@elsewhere>' }],
] as const)('an answer goes on with the ticket it names in %s', async ([, named], { app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ messageId: '<1@x>' })
  await send({ messageId: '<9@x>', subject: 'Re: Stuck', text: 'Still', ...named })
  await drain(app)

  expect(await ledger(app)).toMatchObject([
    { state: 'opened' },
    { state: 'appended', ticketId: await opened(app) },
  ])
})

test('the nearest message decides, not the first of the thread', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ messageId: '<1@x>' })
  await send({ messageId: '<2@x>', text: 'Something else' })
  await send({ messageId: '<3@x>', references: '<1@x> <2@x>' })
  await drain(app)

  const [, second, third] = await ledger(app)
  expect(third?.ticketId).toBe(second?.ticketId)
})

test('an answer that comes before what it answers ends in one ticket with it', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({
    from: 'bob@example.org',
    to: 'ada@example.org, help@desk.test',
    messageId: '<2@x>',
    inReplyTo: '<1@x>',
    envelope: { from: 'bob@example.org', to: 'help@desk.test' },
  })
  await send({ from: 'ada@example.org', messageId: '<1@x>' })
  await drain(app)

  expect(await ledger(app)).toMatchObject([
    { state: 'opened' },
    { state: 'appended', ticketId: await opened(app) },
  ])
})

test('a colleague named in Cc goes on with the ticket, a stranger is held and moves nothing', async ({
  app,
  a,
  pass,
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({
    messageId: '<1@x>',
    cc: 'bob@example.org',
    envelope: { from: 'ada@example.org', to: 'help@desk.test' },
  })
  await drain(app)
  const id = await opened(app)
  await perform(app, null, (work) => moveTicket(work, id, 'awaiting_customer'))
  const before = await read(app, null, (db) => readTicket(db, id))
  pass(1)

  await send({ from: 'Eve <eve@example.org>', messageId: '<2@x>', inReplyTo: '<1@x>' })
  await drain(app)
  expect((await ledger(app)).at(-1)).toMatchObject({
    state: 'held',
    ticketId: id,
    messageId: null,
    reason: expect.stringContaining(`#${id}, in which Eve <eve@example.org> takes no part`),
  })
  expect(await read(app, null, (db) => readTicket(db, id))).toEqual(before)
  expect(await conversation(app, id)).toHaveLength(1)

  await send({ from: 'bob@example.org', messageId: '<3@x>', inReplyTo: '<1@x>' })
  await drain(app)
  expect((await ledger(app)).at(-1)).toMatchObject({ state: 'appended', ticketId: id })
  expect(await read(app, null, (db) => readTicket(db, id))).toMatchObject({ status: 'open' })
})

test('members of a mailing list that takes part go on with the ticket', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  const envelope = { from: 'list-return@lists.example', to: 'help@desk.test' }
  const headers = { 'List-Id': '<team.lists.example>', 'List-Post': '<mailto:team@lists.example>' }
  await send({ messageId: '<1@x>', to: 'team@lists.example', headers, envelope })
  await send({ from: 'bob@example.org', messageId: '<2@x>', inReplyTo: '<1@x>', headers, envelope })
  await drain(app)

  expect(await ledger(app)).toMatchObject([
    { state: 'opened' },
    { state: 'appended', ticketId: await opened(app) },
  ])
})

test('nobody can lay claim to an answer by sending its Message-ID first', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ from: 'eve@example.org', messageId: '<1@x>', text: 'Mine' })
  await send({ from: 'ada@example.org', messageId: '<1@x>', text: 'Help' })
  await send({ from: 'ada@example.org', messageId: '<2@x>', inReplyTo: '<1@x>' })
  await drain(app)

  const [, ada, answer] = await ledger(app)
  expect(answer).toMatchObject({ state: 'appended', ticketId: ada?.ticketId })
})

test('a Message-ID of ours leads to its ticket even where no message with it is kept', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const named = { ticketId: ticket, messageId: 987_654 as MessageId }
  const inReplyTo = `<${signMessageId(app.keys, named, 'desk.test', 1)}>`
  const { send } = await mailer(app)
  await send({ text: '1', inReplyTo })
  await send({ text: '2', inReplyTo, from: 'eve@example.org' })
  await send({ text: '3', inReplyTo: `<${signMessageId(foreign, named, 'desk.test', 1)}>` })
  await drain(app)

  expect(await ledger(app)).toMatchObject([
    { state: 'appended', ticketId: ticket },
    { state: 'held', ticketId: ticket },
    { state: 'opened' },
  ])
})

test('an answer finds its ticket by what is stored when the key that signed has gone', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const { address, messageId } = await answered(app, await a.agent(), ticket)
  const { send } = await mailer(app)
  await send({ to: address, inReplyTo: messageId })
  await drain({ ...app, keys: foreign })

  expect(await latest(app)).toMatchObject({ state: 'appended', ticketId: ticket })
})

test('a deleted ticket is answered by nothing', async ({ app, a }) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const { address, messageId } = await answered(app, await a.agent(), ticket)
  await perform(app, null, (work) => deleteTicket(work, ticket))
  const { send } = await mailer(app)
  await send({ to: address, inReplyTo: messageId })
  await drain(app)

  const [mail] = await ledger(app)
  expect(mail?.state).toBe('opened')
  expect(mail?.ticketId).not.toBe(ticket)
})

test('whoever the first mail names answers into its ticket before we do', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  const all = 'ada@example.org, bob@example.org, carol@example.org, help@desk.test'
  const envelope = { from: 'ada@example.org', to: 'help@desk.test' }
  await send({ messageId: '<1@x>', to: all, envelope })
  await send({ messageId: '<2@x>', from: 'bob@example.org', to: all, inReplyTo: '<1@x>', envelope })
  await send({
    messageId: '<3@x>',
    from: 'carol@example.org',
    to: all,
    inReplyTo: '<2@x>',
    envelope,
  })
  await send({ messageId: '<4@x>', to: all, inReplyTo: '<3@x>', envelope })
  await drain(app)

  const states = (await ledger(app)).map(({ state }) => state)
  expect(states).toEqual(['opened', 'appended', 'appended', 'appended'])
})

test('two who answer a mail that nobody has sent us end in one ticket, if they name each other', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  const answer = { inReplyTo: '<1@x>', envelope: { from: 'ada@example.org', to: 'help@desk.test' } }
  const to = 'ada@example.org, help@desk.test'
  await send({ ...answer, from: 'bob@example.org', to: `carol@example.org, ${to}` })
  await send({ ...answer, from: 'carol@example.org', to })
  await send({ ...answer, from: 'eve@example.org', to })
  await drain(app)

  expect(await ledger(app)).toMatchObject([
    { state: 'opened' },
    { state: 'appended', reason: expect.stringContaining('answers the same mail') },
    { state: 'opened' },
  ])
})

test('two customers who write at the same moment end in one ticket, whoever is read first', async ({
  own: { app, a },
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  const envelope = { from: 'ada@example.org', to: 'help@desk.test' }
  for (let pair = 0; pair < 5; pair += 1) {
    const to = `help@desk.test, ada${pair}@example.org, bob${pair}@example.org`
    const first = { from: `ada${pair}@example.org`, messageId: `<${pair}.1@x>`, to, envelope }
    const second = { ...first, from: `bob${pair}@example.org`, messageId: `<${pair}.2@x>` }
    await send(first)
    await send({ ...second, inReplyTo: first.messageId })
  }
  const ids = (await ledger(app)).map(({ id }) => id)
  await Promise.all(ids.map((id, place) => readMail(app, ids[place ^ 1] ?? id)))

  const mails = await ledger(app)
  expect(mails.map(({ state }) => state).sort()).toEqual([
    ...Array(5).fill('appended'),
    ...Array(5).fill('opened'),
  ])
  expect(await allTickets(app)).toHaveLength(5)
})

test('one mail to several of our addresses is one ticket, of the team it was sent to first', async ({
  app,
  a,
}) => {
  const home = await a.homeTeam()
  await a.team('Sales')
  const { send } = await mailer(app)
  const to = 'sales@desk.test, help@desk.test'
  await send({
    messageId: '<1@x>',
    to,
    envelope: { from: 'ada@example.org', to: ['help@desk.test', 'sales@desk.test'] },
  })
  await send({
    messageId: '<1@x>',
    to,
    envelope: { from: 'ada@example.org', to: 'sales@desk.test' },
  })
  await drain(app)

  const id = await opened(app)
  expect(await ledger(app)).toMatchObject([
    { state: 'opened' },
    { state: 'duplicate', ticketId: id },
  ])
  expect(await allTickets(app)).toMatchObject([{ teamId: home }])
  expect(await parts(app, id)).toEqual(['requester ada@example.org'])
})

test('mail that says it is from an agent has no more say than any other', async ({ app, a }) => {
  const agent = await a.agent()
  const ticket = await a.ticket({ from: 'ada@example.org', status: 'awaiting_customer' })
  const joined = await a.ticket({ from: 'ada@example.org' })
  const { address } = await answered(app, agent, joined, ['agent1@desk.test'])
  const sent = await sentMails(app)
  const { send } = await mailer(app)
  const from = 'agent1@desk.test'
  await send({
    from,
    subject: `[#${ticket}]`,
    to: replyAddress(app.keys, 'help@desk.test', ticket) ?? '',
  })
  await send({ from, to: address, cc: 'eve@example.org' })
  await drain(app)

  expect(await ledger(app)).toMatchObject([{ state: 'held' }, { state: 'appended' }])
  expect(await read(app, null, (db) => readTicket(db, ticket))).toMatchObject({
    status: 'awaiting_customer',
  })
  expect(await parts(app, ticket)).toEqual(['requester ada@example.org'])
  expect((await conversation(app, joined)).at(-1)).toMatchObject({ direction: 'inbound' })
  expect(await parts(app, joined)).toContain('proposed eve@example.org')
  expect(await sentMails(app)).toEqual(sent)
})

function sentMails(app: App) {
  return read(app, null, (db) => db.select({ to: outbound.to }).from(outbound))
}
