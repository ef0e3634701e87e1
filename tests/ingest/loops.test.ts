import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { keyRing } from '#core/key-ring.ts'
import { readDraft } from '#core/mails/draft.ts'
import { signMessageId } from '#core/mails/reply-token.ts'
import { setMailPolicy } from '#core/teams/mail-policy.ts'
import { addMailbox, addTeam } from '#core/teams/teams.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { composeMail } from '#ingest/outbound/compose.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import { answered, conversation, latest } from './placed.ts'

test('a mail from a mailbox of ours is a loop, not a ticket', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ from: 'Help <Help+x@desk.test>' })
  await drain(app)

  expect(await ledger(app)).toMatchObject([{ state: 'loop', ticketId: null }])
})

test('a mail we sent that comes back is a loop, whoever it says it is from', async ({ app, a }) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const { messageId } = await answered(app, await a.agent(), ticket)
  const { send } = await mailer(app)
  const headers = { 'Auto-Submitted': 'auto-replied' }
  await send({ messageId })
  await send({ messageId: messageId.toUpperCase(), from: 'list@example.org' })
  await send({ messageId, headers, text: 'Marked' })
  await drain(app)
  await send({ messageId, text: 'Later' })
  await drain({ ...app, keys: keyRing(['a secret that came when the old one went']) })

  expect((await ledger(app)).map(({ state }) => state)).toEqual(Array(4).fill('loop'))
  expect(await conversation(app, ticket)).toHaveLength(2)
})

test('a mail that another desk has signed is no mail of ours', async ({ app, a }) => {
  await a.homeTeam()
  const keys = keyRing(['the secret of some other desk, 32 or more'])
  const named = { ticketId: 1042 as TicketId, messageId: 7 as MessageId }
  const { send } = await mailer(app)
  await send({ messageId: `<${signMessageId(keys, named, 'desk.test')}>` })
  await drain(app)

  expect(await latest(app)).toMatchObject({ state: 'opened' })
})

test('a mail that has passed more than 25 systems goes in a circle', async ({ app, a }) => {
  await a.homeTeam()
  const { sendRaw } = await mailer(app)
  const hop = 'Received: from a.example by b.example; Mon, 2 Mar 2026 09:00:00 +0000\r\n'
  for (const hops of [25, 26])
    await sendRaw(`${hop.repeat(hops)}From: ada@example.org\r\n\r\nHelp ${hops}!\r\n`)
  await drain(app)

  expect(await ledger(app)).toMatchObject([
    { state: 'opened' },
    { state: 'loop', reason: expect.stringContaining('26 mail systems') },
  ])
})

test.for([
  ['mark their mail', 1, '', /^$/],
  ['mark nothing', 2, 'relay@mx.test', /^(?:auto-submitted|x-auto-response-suppress):.*\r\n/gim],
] as const)(
  'two desks that %s and answer each other soon end',
  async ([, most, sender, lost], { app, own }) => {
    const keys = keyRing(['the secret of some other desk, 32 or more'])
    const one = { app, address: 'one@desk.test', door: await mailer(app) }
    const two = { app: { ...own.app, keys }, address: 'two@desk.test', door: await mailer(own.app) }
    for (const { app, address } of [one, two])
      await perform(app, null, async (work) => {
        const teamId = await addTeam(work, address)
        await addMailbox(work, { address, name: 'Help', teamId })
        await setMailPolicy(work, teamId, { acknowledgeHours: 1 })
      })
    await one.door.send({ from: two.address, to: one.address })
    let carried = 0
    for (let from = one, to = two, idle = 0; idle < 2; [from, to] = [to, from]) {
      await drain(from.app)
      const mails = await leaving(from.app)
      idle = mails.length === 0 ? idle + 1 : 0
      carried += mails.length
      for (const mail of mails)
        await to.door.sendRaw(mail.raw.replace(lost, ''), { from: sender, to: mail.to })
      if (carried > 10) break
    }

    expect(carried).toBe(most)
  },
)

/** The mails that wait to leave, which then have left. */
async function leaving(app: App): Promise<{ raw: string; to: string[] }[]> {
  const waiting = await read(app, null, (db) =>
    db.select().from(outbound).where(eq(outbound.state, 'queued')),
  )
  const mails: { raw: string; to: string[] }[] = []
  for (const { id, to } of waiting) {
    const draft = await read(app, null, (db) => readDraft(db, id))
    if (draft) mails.push({ raw: (await composeMail(app, draft)).toString('latin1'), to })
    await perform(app, null, (work) =>
      work.tx.update(outbound).set({ state: 'cancelled' }).where(eq(outbound.id, id)),
    )
  }
  return mails
}
