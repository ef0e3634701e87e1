import { expect } from 'vitest'
import type { App } from '#core/app.ts'
import { perform, read } from '#core/app.ts'
import { findTickets } from '#core/tickets/find.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { undoReply } from '#core/tickets/undo-reply.ts'
import type { TeamId, TicketId } from '#db/schema/columns.ts'
import { attachments } from '#db/schema/messages.ts'
import { slackChannels } from '#db/schema/slack.ts'
import type { Slack } from '#tests/support/slack/start.ts'
import { test } from './desk-in-slack.ts'

const tickets = async (app: App) =>
  (await read(app, null, (db) => findTickets(db, { sort: 'createdAt' }))).items

/** Lets the channel #ask be watched by a team. */
async function watched(slack: Slack, app: App, teamId: TeamId) {
  slack.addChannel('ask', { members: ['cleo', 'ada', 'deskwire'] })
  const { id } = slack.channel('ask')
  await perform(app, null, async (work) => {
    await work.tx.insert(slackChannels).values({
      workspaceId: 'T0ACME',
      id,
      name: 'ask',
      isPrivate: false,
      isArchived: false,
      isMember: true,
      watchTeamId: teamId,
    })
  })
}

test('a ticket made of a message is one, however many point at it and at once', async ({
  desk,
  slack,
  ada,
  ben,
}) => {
  const cleo = slack.person('cleo')
  const ref = await cleo.post('support', 'The *printer* burns & smokes\nRoom 7')
  slack.duplicate(3)
  await Promise.all([ada.react(ref, 'ticket'), ben.react(ref, 'admission_tickets')])
  await cleo.react(ref, 'ticket')
  await ben.react(ref, 'eyes')
  await desk.pass(4)
  const [ticket, ...more] = await tickets(desk.app)
  expect(more).toEqual([])
  expect(ticket).toMatchObject({
    subject: 'The printer burns & smokes',
    requester: { name: 'Cleo', email: null },
    team: { name: 'Home' },
  })
  const id = ticket?.id as TicketId
  expect(await desk.said(id)).toEqual([
    {
      visibility: 'public',
      channel: 'slack',
      text: 'The printer burns & smokes\nRoom 7',
      by: 'Cleo',
    },
  ])
  const [asked] = slack.channel('support').messages
  expect(asked?.replies.map(({ text }) => text)).toEqual([
    `✅ Ticket #${id}. We answer here, in this thread.`,
  ])
  expect(slack.channel('support').messages[1]?.text).toContain('The printer burns')
  expect(slack.refusals()).toEqual([])
})

test('what its requester adds in the thread is heard once, and answers come there under the name of the agent', async ({
  desk,
  slack,
}) => {
  const cleo = slack.person('cleo')
  const ref = await cleo.dm('Help <!channel>')
  await desk.pass(3)
  const id = (await tickets(desk.app))[0]?.id as TicketId
  slack.duplicate(3)
  await cleo.reply(ref, 'Please hurry')
  slack.duplicate(1)
  await desk.pass(2)
  expect(await desk.said(id)).toMatchObject([{ by: 'Cleo' }, { by: 'Cleo', text: 'Please hurry' }])
  const agent = await desk.a.agent({ name: 'Dora' })
  await perform(desk.app, agent, (work) =>
    replyToTicket(work, id, {
      text: 'Done <!here>',
      html: '<p>It is <b>done</b> &lt;!here&gt;</p>',
      undoSeconds: 5,
    }),
  )
  expect(await desk.ticket(id)).toMatchObject({ status: 'awaiting_customer' })
  expect(await desk.outbound()).toEqual([])
  await desk.pass(4)
  const replies = () => slack.channel(ref.channel).messages[0]?.replies.slice(2) ?? []
  expect(replies()).toEqual([])
  await desk.pass(4)
  expect(replies().map(({ by, text }) => [by, text])).toEqual([['Dora', 'It is done <!here>']])
  await cleo.reply(ref, 'Thanks')
  await desk.pass(2)
  expect(await desk.ticket(id)).toMatchObject({ status: 'open' })
  expect(slack.refusals()).toEqual([])
})

test('an answer for Slack can be taken back before it is there, and not after', async ({
  desk,
  slack,
}) => {
  await slack.person('cleo').dm('Help')
  await desk.pass(3)
  const id = (await tickets(desk.app))[0]?.id as TicketId
  const agent = await desk.a.agent({ name: 'Dora' })
  const reply = () =>
    perform(desk.app, agent, (work) => replyToTicket(work, id, { text: 'No', undoSeconds: 5 }))
  const undo = (message: Awaited<ReturnType<typeof reply>>) =>
    perform(desk.app, agent, (work) => undoReply(work, message))
  const first = await reply()
  expect(await undo(first)).toBe('No')
  await expect(undo(first)).rejects.toMatchObject({ code: 'not-found' })
  const second = await reply()
  await desk.pass(8)
  await expect(undo(second)).rejects.toMatchObject({ code: 'too-late-to-undo' })
  const dm = slack.calls('chat.postMessage').filter(({ args }) => args.username === 'Dora')
  expect(dm).toHaveLength(1)
})

test('in a watched channel what one person writes together is one ticket, and its thread is heard', async ({
  desk,
  slack,
  ada,
}) => {
  await watched(slack, desk.app, desk.home)
  const cleo = slack.person('cleo')
  await cleo.post('ask', 'The door is stuck')
  await desk.pass(60, 5)
  const second = await cleo.post('ask', 'It makes a noise too')
  await ada.post('ask', 'Mine as well')
  await desk.pass(130, 10)
  await cleo.post('ask', 'And now the window')
  await cleo.reply(second, 'It stopped')
  await ada.edit(await ada.reply(second, 'Which door?'), 'Which door is it?')
  await desk.pass(5)
  const all = await tickets(desk.app)
  expect(all.map(({ subject, requester }) => [subject, requester.name])).toEqual([
    ['The door is stuck', 'Cleo'],
    ['Mine as well', 'Ada'],
    ['And now the window', 'Cleo'],
  ])
  expect(await desk.said(all[0]?.id as TicketId)).toMatchObject([
    { text: 'The door is stuck' },
    { text: 'It makes a noise too' },
    { text: 'It stopped', by: 'Cleo' },
    { text: 'Which door is it?', by: 'Ada', visibility: 'public' },
  ])
  expect(await desk.ticket(all[0]?.id as TicketId)).toMatchObject({ status: 'awaiting_customer' })
  expect(slack.channel('ask').messages.map(({ replies }) => replies.length)).toEqual([1, 2, 1, 1])
  expect(slack.refusals()).toEqual([])
})

test('“Not a request” takes the ticket and the post away: for its author and for agents', async ({
  desk,
  slack,
  ada,
}) => {
  await watched(slack, desk.app, desk.home)
  slack.addPerson('gus', { kind: 'guest' })
  await slack.person('gus').join('ask')
  await slack.person('cleo').post('ask', 'Lunch, anybody?')
  await desk.pass(3)
  const taken = () =>
    slack.channel('ask').messages.find(({ text }) => text.includes('Lunch'))?.replies[0]
  const press = async (who: string) => {
    const post = taken()
    if (!post) throw new Error('There is no post')
    await slack.person(who).press(post, 'request.discard')
    await desk.worked()
  }
  await press('gus')
  expect(slack.channel('ask').ephemerals('gus')[0]?.text).toMatch(/^Not done\. /)
  expect(await tickets(desk.app)).toHaveLength(1)
  await ada.press(taken() as never, 'request.discard')
  await desk.worked()
  await desk.pass(3)
  expect(await tickets(desk.app)).toEqual([])
  expect(taken()).toBeUndefined()
})

test('files come along with their bytes; one that cannot be had is named', async ({
  desk,
  slack,
  settings,
}) => {
  const content = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const cleo = slack.person('cleo')
  desk.app.env.SLACK_FILE_HOSTS = [new URL(slack.url).host]
  const ref = await cleo.dm('See')
  await cleo.upload(ref.channel, { name: 'a.png', content }, { thread: ref })
  await cleo.upload(
    ref.channel,
    { name: 'b.png', content },
    { thread: ref, url: 'https://evil.test/b.png' },
  )
  await desk.pass(3)
  const id = (await tickets(desk.app))[0]?.id as TicketId
  const kept = await read(desk.app, null, (db) => db.select().from(attachments))
  expect(kept).toMatchObject([
    { filename: 'a.png', contentType: 'image/png', size: content.length },
  ])
  expect((await desk.said(id)).map(({ text }) => text)).toEqual([
    'See',
    '',
    '📎 b.png (only in Slack: it lies somewhere else)',
  ])
  expect(settings).toEqual({})
})

test('strangers and guests ask for themselves, and never for others', async ({ desk, slack }) => {
  slack.addPerson('eve', { kind: 'stranger', name: 'Eve', email: 'ada@desk.test' })
  slack.addPerson('gus', { kind: 'guest', email: 'ben@desk.test' })
  slack.addChannel('shared', { shared: true, members: ['eve', 'gus', 'ada', 'deskwire'] })
  const ref = await slack.person('ada').post('shared', 'Just saying')
  await slack.person('eve').react(ref, 'ticket')
  await slack.person('gus').react(ref, 'ticket')
  await desk.pass(2)
  expect(await tickets(desk.app)).toEqual([])
  expect(slack.channel('shared').ephemerals('eve')[0]?.text).toMatch(/^No ticket\. Guests/)
  for (const name of ['eve', 'gus']) {
    const own = await slack.person(name).post('shared', `I am ${name}`)
    await slack.person(name).react(own, 'ticket')
  }
  await desk.pass(3)
  expect((await tickets(desk.app)).map(({ requester }) => requester.name)).toEqual(['Eve', 'Gus'])
})
