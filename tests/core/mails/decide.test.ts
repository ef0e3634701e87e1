import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { findEvents } from '#core/audit/find.ts'
import { acceptMail } from '#core/mails/accept.ts'
import { concludeMail } from '#core/mails/conclude.ts'
import { decideMail } from '#core/mails/decide.ts'
import { mailboxOf } from '#core/mails/recipients.ts'
import type { MailId, TicketId } from '#db/schema/columns.ts'
import type { MailState } from '#db/schema/enums.ts'
import { mails } from '#db/schema/mails.ts'
import { queued } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

/** A mail to help@desk.test that has ended somehow. */
function aMail(
  app: App,
  {
    state = 'held' as Exclude<MailState, 'received'>,
    ticketId = null as TicketId | null,
    sender = 'Eve@evil.test' as string | null,
  } = {},
): Promise<MailId> {
  return perform(app, null, async (work) => {
    const box = await mailboxOf(work.tx, 'help@desk.test')
    const id = await acceptMail(
      { ...work, enqueue: () => {} },
      {
        door: 'email',
        remoteAddress: null,
        envelopeFrom: 'eve@evil.test',
        envelopeTo: ['help@desk.test'],
        recipients: box ? [box] : [],
        raw: Buffer.from('From: eve@evil.test\r\n\r\nHi\r\n'),
      },
    )
    await concludeMail(work, id, { state, reason: 'Because.', ticketId }, { sender })
    return id
  })
}

const ledgered = (app: App, id: MailId) =>
  read(app, null, async (db) => (await db.select().from(mails).where(eq(mails.id, id)))[0])

test.for(['admit', 'open', 'join'] as const)(
  'a held mail is read again as somebody decides: %s',
  async (decision, { app, a }) => {
    const agent = await a.agent()
    const ticketId = await a.ticket()
    const id = await aMail(app, { ticketId })
    const jobs = await queued(app)
    await perform(app, agent, (work) => decideMail(work, id, decision))

    expect(await ledgered(app, id)).toMatchObject({
      state: 'received',
      decision,
      decidedById: agent.personId,
      ticketId,
      reason: null,
      readAt: null,
      attempts: 0,
    })
    expect(await queued(app)).toEqual([...jobs, 'mail.read'].sort())
  },
)

test('what is decided stands in the trail of the mail and of its ticket', async ({ app, a }) => {
  const agent = await a.agent()
  const ticketId = await a.ticket()
  const id = await aMail(app, { ticketId })
  await perform(app, agent, (work) => decideMail(work, id, 'join'))

  const { items } = await read(app, null, (db) => findEvents(db, { limit: 2 }))
  expect(items).toMatchObject([
    { ticketId, kind: 'mail_decided', details: { mail: id, decision: 'join', before: 'held' } },
    { chain: `mail:${id}`, kind: 'decided', actor: { id: agent.personId } },
  ])
})

test('spam ends at once, is read by nobody, and names who said so', async ({ app, a }) => {
  const agent = await a.agent({ name: 'Grace' })
  const id = await aMail(app)
  await perform(app, agent, (work) => decideMail(work, id, 'spam'))

  expect(await ledgered(app, id)).toMatchObject({
    state: 'spam',
    decision: null,
    decidedById: agent.personId,
    reason: 'Grace took it for spam.',
  })
  expect(await queued(app)).toEqual([])
  await perform(app, agent, (work) => decideMail(work, id, 'admit'))
  expect(await ledgered(app, id)).toMatchObject({ state: 'received', decision: 'admit' })
})

test.for([
  ['address', 'eve@evil.test'],
  ['domain', '@evil.test'],
] as const)('with spam its sender is blocked, by %s', async ([block, pattern], { app, a }) => {
  const agent = await a.agent()
  const id = await aMail(app)
  await perform(app, agent, (work) => decideMail(work, id, 'spam', { block }))

  const { items } = await read(app, null, (db) => findEvents(db, { limit: 2 }))
  expect(items).toMatchObject([
    { kind: 'decided', details: { blocked: pattern } },
    { chain: `address:${pattern}`, kind: 'blocked' },
  ])
})

test('of two who decide the second is told who was first, and nothing happens twice', async ({
  app,
  a,
}) => {
  const grace = await a.agent({ name: 'Grace' })
  const alan = await a.agent({ name: 'Alan' })
  const [one, two] = [await aMail(app), await aMail(app)]
  await perform(app, grace, (work) => decideMail(work, one, 'open', { seen: 'held' }))
  await perform(app, grace, (work) => decideMail(work, two, 'spam', { seen: 'held' }))

  const late = (id: MailId, decision: 'open' | 'spam') =>
    perform(app, alan, (work) => decideMail(work, id, decision, { seen: 'held' }))
  await expect(late(one, 'open')).rejects.toThrow(
    `Grace has already decided about mail ${one}: Grace gave it a ticket of its own.`,
  )
  for (const decision of ['open', 'spam'] as const)
    await expect(late(two, decision)).rejects.toThrow('Grace took it for spam.')
  expect(await queued(app)).toEqual(['mail.read'])
})

test('of two who decide in the same moment one wins', async ({ own: { app, a } }) => {
  const agents = [await a.agent(), await a.agent()]
  const id = await aMail(app)
  const results = await Promise.allSettled(
    agents.map((agent) => perform(app, agent, (work) => decideMail(work, id, 'open'))),
  )
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await queued(app)).toEqual(['mail.read'])
})

test.for([
  ['has become a message', 'bounce', 'admit', undefined, 'mail-not-waiting'],
  ['is spam already', 'spam', 'spam', undefined, 'mail-not-waiting'],
  ['was held for no ticket, to join', 'held', 'join', undefined, 'wrong-input'],
  ['is let in, to block', 'held', 'admit', 'address', 'wrong-input'],
] as const)('a mail that %s is refused', async ([, state, decision, block, code], { app, a }) => {
  const agent = await a.agent()
  const id = await aMail(app, { state })
  await expect(
    perform(app, agent, (work) => decideMail(work, id, decision, { block })),
  ).rejects.toMatchObject({ code })
})

test.for([
  ['nobody', null],
  ['a mailbox of ours', 'help@desk.test'],
  ['an agent', 'agent1@desk.test'],
] as const)('%s is not blocked, and the mail stays as it is', async ([, sender], { app, a }) => {
  const agent = await a.agent()
  const id = await aMail(app, { sender })
  await expect(
    perform(app, agent, (work) => decideMail(work, id, 'spam', { block: 'address' })),
  ).rejects.toMatchObject({ code: 'wrong-input' })
  expect(await ledgered(app, id)).toMatchObject({ state: 'held' })
})

test('those decide who see the mail, and may change anything', async ({ app, a }) => {
  await a.homeTeam()
  const sales = await a.team('Sales')
  const elsewhere = await a.agent({ teams: [sales] })
  const auditor = await a.agent({ role: 'auditor' })
  const manager = await a.agent({ role: 'manager', teams: [sales] })
  const admin = await a.agent({ role: 'admin', teams: [] })
  const theirs = await a.ticket({ team: sales })
  const id = await aMail(app)
  for (const who of [elsewhere, manager])
    await expect(perform(app, who, (work) => decideMail(work, id, 'admit'))).rejects.toMatchObject({
      code: 'not-found',
    })
  await expect(
    perform(app, auditor, (work) => decideMail(work, id, 'admit')),
  ).rejects.toMatchObject({ code: 'not-allowed' })

  await perform(app, admin, (work) => decideMail(work, id, 'admit'))
  const held = await aMail(app, { ticketId: theirs })
  await perform(app, elsewhere, (work) => decideMail(work, held, 'join'))
})
