import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { moveTicket } from '#core/tickets/change.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import {
  answered,
  conversation,
  decide,
  forged,
  keptMails,
  latest,
  opened,
  parts,
  proven,
  readAs,
  setTeam,
  unproven,
} from './placed.ts'

test.for([
  ['two From', 'From: ada@example.org\r\nFrom: eve@example.org\r\n'],
  ['no From', 'Subject: Who am I\r\n'],
  ['a From without an address', 'From: Ada\r\n'],
] as const)('a mail with %s is held, not dropped', async ([, header], { app, a }) => {
  await a.homeTeam()
  const { sendRaw } = await mailer(app)
  await sendRaw(`${header}Message-ID: <1@x>\r\n\r\nHelp!\r\n`)
  await drain(app)

  expect(await ledger(app)).toMatchObject([{ state: 'held', headerMessageId: '1@x' }])
})

test('a stranger’s answer that is put into its ticket brings its author along', async ({
  app,
  a,
}) => {
  const agent = await a.agent({ name: 'Grace' })
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const { messageId } = await answered(app, agent, ticket)
  await perform(app, null, (work) => moveTicket(work, ticket, 'closed'))
  const { send } = await mailer(app)
  await send({ from: 'bob@example.org', inReplyTo: messageId })
  await drain(app)
  await decide(app, (await latest(app)).id, 'join', agent)
  await drain(app)

  expect(await latest(app)).toMatchObject({
    state: 'appended',
    ticketId: ticket,
    reason: expect.stringContaining('Grace put the mail into its ticket.'),
  })
  expect(await parts(app, ticket)).toEqual(['cc bob@example.org', 'requester ada@example.org'])
  await send({ from: 'bob@example.org', inReplyTo: messageId, text: 'More' })
  await drain(app)
  expect(await latest(app)).toMatchObject({ state: 'appended', ticketId: ticket })
})

test('a mail that was held gets a ticket of its own, whatever it answers', async ({ app, a }) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const { messageId } = await answered(app, await a.agent(), ticket)
  const { send, sendRaw } = await mailer(app)
  await send({ from: 'bob@example.org', inReplyTo: messageId })
  await sendRaw('From: eve@example.org\r\nFrom: bob@example.org\r\n\r\nHelp!\r\n')
  await drain(app)
  for (const { id } of await ledger(app)) await decide(app, id, 'open')
  await drain(app)

  for (const mail of await ledger(app)) {
    expect(mail.state).toBe('opened')
    expect(mail.ticketId).not.toBe(ticket)
    expect(mail.reason).toContain('Somebody at the command line gave the mail a ticket of its own.')
  }
})

test('a mail that is let in still follows the rules of conversations', async ({ app, a }) => {
  const teamId = await a.homeTeam()
  await setTeam(app, teamId, { acceptsUnproven: false })
  const { send } = await mailer(app)
  await send({ messageId: '<1@x>' })
  await send({ inReplyTo: '<1@x>' })
  await send({ from: 'eve@example.org', inReplyTo: '<1@x>' })
  await readAs(app, unproven)
  const [, ada, eve] = await ledger(app)
  if (!ada || !eve) throw new Error('no mails')
  expect([ada.state, eve.state]).toEqual(['held', 'held'])
  for (const { id } of [ada, eve]) await decide(app, id, 'admit')
  await readAs(app, unproven)

  expect((await ledger(app)).slice(1)).toMatchObject([{ state: 'appended' }, { state: 'held' }])
})

test('a team that lets in none but proven senders holds the others, and says why', async ({
  app,
  a,
}) => {
  await setTeam(app, await a.homeTeam(), { acceptsUnproven: false })
  const { send } = await mailer(app)
  await send({ messageId: '<1@x>' })
  await readAs(app, unproven)
  const ticketId = await opened(app)
  await send({ inReplyTo: '<1@x>', text: 'Again' })
  await readAs(app, unproven)

  expect(await latest(app)).toMatchObject({
    state: 'held',
    ticketId,
    reason: expect.stringMatching(
      /^Nothing proves that ada@example\.org has sent it \(SPF none, DKIM none, DMARC none\).*team Home.*--accept-unproven/,
    ),
  })
  await send({ inReplyTo: '<1@x>', text: 'Once more' })
  await readAs(app, proven)
  expect(await latest(app)).toMatchObject({ state: 'appended', ticketId })
  expect((await keptMails(app)).map(({ authentication }) => authentication)).toEqual([
    unproven,
    unproven,
    proven,
  ])
})

test('a mailing list that a mail names lets nobody in where senders are to be proven', async ({
  app,
  a,
}) => {
  await setTeam(app, await a.homeTeam(), { acceptsUnproven: false })
  const { send } = await mailer(app)
  const envelope = { from: 'ada@example.org', to: 'help@desk.test' }
  await send({ messageId: '<1@x>', to: 'help@desk.test, bob@example.org', envelope })
  await drain(app)
  const headers = { 'List-Post': '<mailto:bob@example.org>' }
  await send({ from: 'eve@example.org', inReplyTo: '<1@x>', headers })
  await readAs(app, proven)

  expect(await latest(app)).toMatchObject({
    state: 'held',
    reason: expect.stringContaining('Only the mailing list'),
  })
})

test('a mail that its domain disowns changes nobody’s part in a ticket', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ messageId: '<1@x>' })
  await drain(app)
  const id = await opened(app)
  const answer = { inReplyTo: '<1@x>', to: 'help@desk.test', cc: 'eve@example.org' }
  await send({ ...answer, text: 'Forged' })
  await readAs(app, forged)
  expect(await latest(app)).toMatchObject({ state: 'appended' })
  expect(await parts(app, id)).toEqual(['requester ada@example.org'])

  await send({ ...answer, text: 'Perhaps' })
  await readAs(app, unproven)
  expect(await parts(app, id)).toEqual(['proposed eve@example.org', 'requester ada@example.org'])
})

test('where the team trusts them, those whom a proven participant copies join at once', async ({
  app,
  a,
}) => {
  await setTeam(app, await a.homeTeam(), { acceptsCopied: true })
  const { send } = await mailer(app)
  const mail = { messageId: '<1@x>', cc: 'bob@example.org', to: 'help@desk.test' }
  await send(mail)
  await readAs(app, proven)
  const id = await opened(app)
  expect(await parts(app, id)).toContain('proposed bob@example.org')

  const answer = { inReplyTo: '<1@x>', to: 'help@desk.test, carol@example.org' }
  await send({ ...answer, text: '1', cc: 'dan@example.org' })
  await readAs(app, unproven)
  await send({ ...answer, text: '2', cc: 'eve@example.org', from: 'bob@example.org' })
  await readAs(app, proven)
  const before = await parts(app, id)
  expect(before.filter((part) => part.startsWith('cc'))).toEqual([])

  await send({ ...answer, text: '3', cc: 'Bob@Example.org, frank@example.org' })
  await readAs(app, proven)
  expect(await parts(app, id)).toEqual([
    'cc bob@example.org',
    'cc frank@example.org',
    'proposed carol@example.org',
    'proposed dan@example.org',
    'proposed eve@example.org',
    'requester ada@example.org',
  ])
  expect(await conversation(app, id)).toHaveLength(4)
})
