import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { moveTicket } from '#core/tickets/change.ts'
import { findTickets } from '#core/tickets/find.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { outbound } from '#db/schema/mails.ts'
import { teams } from '#db/schema/teams.ts'
import type { MessageRef } from '#tests/support/slack/gestures/writing.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

/** `asked`: cleo has asked the bot for help; `id`: the ticket. `replies`: what stands in her thread. */
const test = base
  .extend('cleo', ({ slack, desk }) => {
    desk.app.env.SLACK_FILE_HOSTS = [new URL(slack.url).host]
    return slack.person('cleo')
  })
  .extend('asked', async ({ cleo, desk }): Promise<MessageRef> => {
    const ref = await cleo.dm('Help')
    await desk.pass(3)
    return ref
  })
  .extend(
    'tickets',
    ({ desk }) =>
      async () =>
        (await read(desk.app, null, (db) => findTickets(db, { sort: 'createdAt' }))).items,
  )
  .extend('id', async ({ asked, tickets }) => {
    const [ticket] = asked ? await tickets() : []
    if (!ticket) throw new Error('No ticket was opened')
    return ticket.id
  })
  .extend(
    'replies',
    ({ slack, asked }) =>
      () =>
        slack
          .channel(asked.channel)
          .messages.find(({ ts }) => ts === asked.ts)
          ?.replies.slice(1) ?? [],
  )

test('who follows by mail gets mail, and who asked in Slack is answered there', async ({
  desk,
  id,
  replies,
  slack,
}) => {
  const agent = await desk.a.agent({ name: 'Dora' })
  await perform(desk.app, agent, (work) =>
    replyToTicket(work, id, { text: 'Both', cc: ['boss@example.org'], undoSeconds: 0 }),
  )
  await desk.pass(3)
  expect(replies().map(({ text }) => text)).toEqual(['Both'])
  const mails = await read(desk.app, null, (db) => db.select().from(outbound))
  expect(mails).toMatchObject([{ to: ['boss@example.org'], cc: [] }])
  expect(slack.refusals()).toEqual([])
})

test('a `!` in the agent thread answers there, with a receipt that says so', async ({
  desk,
  slack,
  ada,
  id,
  replies,
}) => {
  slack.fail('chat.postMessage', { kind: 'broken', applied: true })
  await ada.reply(cardIn(slack), '!Try *again*')
  await desk.pass(4)
  const receipt = () => cardIn(slack).replies.at(-1)?.reactions
  expect(receipt()).toEqual({ clock3: ['deskwire'] })
  expect(replies()).toEqual([])
  await desk.pass(30, 1)
  expect(replies().map(({ by, text }) => [by, text])).toEqual([['Ada', 'Try again']])
  expect(receipt()).toEqual({ email: ['deskwire'] })
  await ada.press(cardIn(slack), 'ticket.reply')
  await desk.worked()
  expect(ada.reads('modal')).toContain('the thread where they asked')
  expect(await desk.ticket(id)).toMatchObject({ status: 'awaiting_customer' })
}, 30_000)

test('where the app may not post under names, the name stands before the answer; all of it is there', async ({
  desk,
  slack,
  id,
  replies,
}) => {
  await perform(desk.app, null, async (work) => {
    await work.tx.execute(
      `update slack_workspaces set scopes = array_remove(scopes, 'chat:write.customize')`,
    )
  })
  const agent = await desk.a.agent({ name: 'Dora' })
  const text = 'word '.repeat(2000).trim()
  await perform(desk.app, agent, (work) => replyToTicket(work, id, { text, undoSeconds: 0 }))
  await desk.pass(3)
  const [answer] = replies()
  expect(answer?.by).toBe('deskwire')
  expect(answer?.text.startsWith('Dora\n')).toBe(true)
  expect(answer?.text.replace(/\s/g, '')).toBe(`Dora${text.replace(/\s/g, '')}`)
  expect(slack.refusals()).toEqual([])
})

test('who writes on in the thread of a closed ticket opens the next, and is answered there', async ({
  desk,
  cleo,
  asked,
  id,
  replies,
  tickets,
}) => {
  await perform(desk.app, null, async (work) => {
    await work.tx.update(teams).set({ reopenDays: 0 })
    await moveTicket(work, id, 'resolved')
    await moveTicket(work, id, 'closed')
  })
  await cleo.reply(asked, 'Again')
  await desk.pass(3)
  const [, next] = await tickets()
  expect(next).toMatchObject({ followsId: id, requester: { name: 'Cleo' }, status: 'new' })
  await cleo.reply(asked, 'And again')
  const agent = await desk.a.agent({ name: 'Dora' })
  if (next)
    await perform(desk.app, agent, (work) =>
      replyToTicket(work, next.id, { text: 'Now', undoSeconds: 0 }),
    )
  await desk.pass(4)
  expect(await tickets()).toHaveLength(2)
  expect(replies().map(({ text }) => text)).toEqual([
    'Again',
    `✅ Ticket #${next?.id}. We answer here, in this thread.`,
    'And again',
    'Now',
  ])
})

test('an answer to what was deleted in Slack fails in words, and what is written next is answered', async ({
  desk,
  slack,
  cleo,
  asked,
  id,
}) => {
  const agent = await desk.a.agent({ name: 'Dora' })
  const { messages } = slack.world.channels.get(asked.channel) ?? {}
  messages?.splice(0)
  await perform(desk.app, agent, (work) => replyToTicket(work, id, { text: 'Hm', undoSeconds: 0 }))
  await desk.pass(3)
  const failed = (await desk.posts()).filter(({ state }) => state === 'failed')
  expect(failed).toMatchObject([{ reason: 'It was deleted in Slack.' }])
  const answer = () =>
    perform(desk.app, agent, (work) => replyToTicket(work, id, { text: 'Hello', undoSeconds: 0 }))
  await expect(answer()).rejects.toMatchObject({ code: 'nobody-to-send-to' })
  await cleo.dm('Are you there?')
  await desk.pass(2)
  await answer()
  await desk.pass(3)
  expect(slack.channel(asked.channel).messages.at(-1)?.replies).toMatchObject([{ text: 'Hello' }])
})

test('a login page is no file, and a message is heard without it', async ({
  desk,
  slack,
  cleo,
  asked,
  id,
}) => {
  const token = slack.world.tokens.get(slack.botToken)
  if (token) token.scopes = token.scopes.filter((scope) => scope !== 'files:read')
  const file = { name: 'a.png', content: 'x' }
  await cleo.upload(asked.channel, file, { words: 'Look', thread: asked })
  await desk.pass(2)
  expect((await desk.said(id)).at(-1)?.text).toBe(
    'Look\n📎 a.png (only in Slack: the app may not read files)',
  )
})

test('a stranger who asks is answered, and changes nothing else', async ({
  desk,
  slack,
  tickets,
}) => {
  slack.addPerson('eve', { kind: 'stranger', name: 'Eve' })
  slack.addChannel('shared', { shared: true, members: ['eve', 'deskwire'] })
  const eve = slack.person('eve')
  const ref = await eve.post('shared', 'From outside')
  await eve.react(ref, 'ticket')
  await eve.react(await eve.reply(ref, '!Send this'), 'ticket')
  await desk.pass(3)
  const [ticket, ...more] = await tickets()
  expect(more).toEqual([])
  expect(ticket).toMatchObject({ requester: { name: 'Eve', email: null } })
  if (ticket)
    expect(await desk.said(ticket.id)).toMatchObject([
      { text: 'From outside' },
      { text: '!Send this', by: 'Eve' },
    ])
  expect(await desk.outbound()).toEqual([])
})
