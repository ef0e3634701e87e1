import { desc, like } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Actor } from '#core/actor.ts'
import { type App, perform, read } from '#core/app.ts'
import {
  blockOf,
  blockSender,
  findBlockedSenders,
  unblockSender,
} from '#core/mails/blocked-senders.ts'
import { addMailbox } from '#core/teams/teams.ts'
import { events } from '#db/schema/events.ts'
import { test } from '#tests/support/test.ts'

const block = (app: App, sender: string, as: Actor = null, reason = '') =>
  perform(app, as, (work) => blockSender(work, sender, reason))
const unblock = (app: App, sender: string, as: Actor = null) =>
  perform(app, as, (work) => unblockSender(work, sender))
const blocking = async (app: App, ...senders: string[]) =>
  (await read(app, null, (db) => blockOf(db, senders)))?.pattern

test('a domain is blocked with all that is below it, and with nothing beside it', async ({
  app,
}) => {
  await block(app, ' @Spam.Example ')
  await block(app, 'eve@other.example')

  for (const sender of ['a@spam.example', 'A@SPAM.example', 'a@deep.down.spam.example'])
    expect([sender, await blocking(app, sender)]).toEqual([sender, '@spam.example'])
  expect(await blocking(app, 'EVE@other.example')).toBe('eve@other.example')
  for (const sender of [
    'a@notspam.example',
    'a@example',
    'bob@other.example',
    'eve@x.other.example',
  ])
    expect([sender, await blocking(app, sender)]).toEqual([sender, undefined])
  expect(await blocking(app)).toBeUndefined()
  expect(await blocking(app, 'bob@other.example', 'list@spam.example')).toBe('@spam.example')
})

test('the nearest of several patterns is the one that is named', async ({ app }) => {
  await block(app, '@example.org')
  await block(app, '@b.example.org')
  expect(await blocking(app, 'a@b.example.org')).toBe('@b.example.org')
  await block(app, 'a@b.example.org')
  expect(await blocking(app, 'a@b.example.org')).toBe('a@b.example.org')
})

test('who blocks whom and why is on the list and in the audit trail', async ({ app, a }) => {
  const agent = await a.agent({ name: 'Ana' })
  await block(app, 'eve@example.org', agent, 'Sells watches')
  await block(app, 'eve@example.org', null, 'Again')
  const { items, next } = await read(app, agent, (db) => findBlockedSenders(db))
  expect([items, next]).toEqual([
    [
      {
        pattern: 'eve@example.org',
        reason: 'Sells watches',
        addedBy: { id: agent.personId, name: 'Ana' },
        addedAt: app.clock(),
      },
    ],
    null,
  ])

  await unblock(app, ' EVE@example.org', agent)
  expect(await blocking(app, 'eve@example.org')).toBeUndefined()
  await expect(unblock(app, 'eve@example.org')).rejects.toThrow('no such blocked sender')
  const trail = await read(app, null, (db) =>
    db
      .select({ kind: events.kind, chain: events.chain, actor: events.actorId })
      .from(events)
      .where(like(events.kind, '%blocked'))
      .orderBy(desc(events.id)),
  )
  const chain = 'address:eve@example.org'
  expect(trail).toEqual([
    { kind: 'unblocked', chain, actor: agent.personId },
    { kind: 'blocked', chain, actor: agent.personId },
  ])
})

test('a mailbox or an agent of ours cannot be blocked, nor a domain that has one', async ({
  app,
  a,
}) => {
  const agent = await a.agent()
  await perform(app, null, async (work) => {
    const mailbox = { address: 'Help@mail.shop.example', name: 'Help', teamId: await a.homeTeam() }
    await addMailbox(work, mailbox)
  })
  for (const sender of [
    'help@mail.shop.example',
    '@mail.shop.example',
    '@shop.example',
    '@example',
  ])
    await expect(block(app, sender, agent)).rejects.toThrow(
      `${sender} would block help@mail.shop.example, a mailbox of yours.`,
    )
  await expect(block(app, 'agent1@desk.test', agent)).rejects.toThrow('an agent of yours')
  await block(app, '@hop.example')
  await block(app, '@sh_p.example')
  await block(app, 'other@mail.shop.example')
})

test('what is no sender is refused, and told what is one', async ({ app }) => {
  const wrong = [
    '@',
    '',
    'example.org',
    'a@',
    '@@x',
    'a b@x.test',
    'a@x.test, b@x.test',
    '<a@x.test>',
  ]
  for (const sender of wrong)
    await expect(block(app, sender)).rejects.toThrow('Give an address, like')
})

test('auditors block nobody and let nobody through', async ({ app, a }) => {
  const auditor = await a.agent({ role: 'auditor' })
  await block(app, 'eve@example.org')
  await expect(block(app, 'bob@example.org', auditor)).rejects.toMatchObject({
    code: 'not-allowed',
  })
  await expect(unblock(app, 'eve@example.org', auditor)).rejects.toMatchObject({
    code: 'not-allowed',
  })
})

test('the list comes in pages', async ({ app }) => {
  for (const sender of ['b@x.test', '@x.test', 'a@x.test']) await block(app, sender)
  const page = (cursor?: string) =>
    read(app, null, (db) => findBlockedSenders(db, { cursor, limit: 2 }))
  const first = await page()
  const last = await page(first.next ?? '')
  const patterns = [...first.items, ...last.items].map(({ pattern }) => pattern)
  expect(patterns.toSorted()).toEqual(['@x.test', 'a@x.test', 'b@x.test'])
  expect([first.items.length, last.next]).toEqual([2, null])
})
