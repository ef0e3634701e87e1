import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { changeRole } from '#core/people/change-role.ts'
import { findTickets } from '#core/tickets/find.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { test as base } from './desk-in-slack.ts'

const test = base
  .extend('cleo', ({ slack }) => slack.person('cleo'))
  .extend('tickets', ({ desk, slack }) => {
    slack.world.app.shortcuts.push('request.message', 'request.new')
    return async () =>
      (await read(desk.app, null, (db) => findTickets(db, { sort: 'createdAt' }))).items
  })

test('the shortcut on a message opens a form that is filled in, and makes it a ticket once', async ({
  desk,
  slack,
  ada,
  cleo,
  tickets,
}) => {
  const ref = await cleo.post('support', 'The *door* is stuck')
  await ada.messageShortcut(ref, 'request.message')
  await desk.worked()
  expect(ada.reads('modal')).toBe('Subject\n> The door is stuck\nPriority\nRequester')
  expect(await ada.submit({ subject: 'Door', priority: '🟠 High' })).toEqual({
    sent: true,
    errors: {},
  })
  await desk.worked()
  await ada.react(ref, 'ticket')
  await desk.pass(3)
  expect(await tickets()).toMatchObject([
    { subject: 'Door', priority: 'HIGH', requester: { name: 'Cleo' } },
  ])
  expect(slack.channel('support').messages[0]?.replies).toHaveLength(1)
  expect(slack.refusals()).toEqual([])
})

test('a form that was altered, or a message that is gone, makes no ticket', async ({
  desk,
  slack,
  cleo,
  tickets,
}) => {
  const mine = await cleo.post('support', 'Mine')
  const other = await slack.person('ben').post('support', 'Not yours')
  await cleo.messageShortcut(mine, 'request.message')
  await desk.worked()
  const forged = String(cleo.modal()?.private_metadata).replace(mine.ts, other.ts)
  expect(await cleo.submit({}, { private_metadata: forged })).toMatchObject({
    errors: { subject: expect.stringContaining('not there any more') },
  })
  await cleo.delete(mine)
  expect(await cleo.submit()).toMatchObject({ errors: { subject: expect.any(String) } })
  await desk.pass(2)
  expect(await tickets()).toEqual([])
})

test('where the bot is not, the form says how to let it in', async ({
  desk,
  slack,
  ada,
  tickets,
}) => {
  slack.addChannel('secret', { kind: 'private', members: ['ada'] })
  const ref = await ada.post('secret', 'Hm')
  await ada.messageShortcut(ref, 'request.message')
  await desk.worked()
  expect(ada.reads('modal')).toContain('/invite @Deskwire')
  expect(await tickets()).toEqual([])
})

test('what is asked by /ticket goes on in a conversation with the bot', async ({
  desk,
  slack,
  cleo,
  tickets,
}) => {
  await cleo.command('/ticket', 'A new keyboard', { channel: 'support' })
  await desk.worked()
  expect(cleo.reads('modal')).toBe('Subject\nWhat is it about?')
  expect(await cleo.submit({ words: 'Mine is broken <!here>' })).toEqual({ sent: true, errors: {} })
  await desk.worked()
  await desk.pass(3)
  const [ticket] = await tickets()
  expect(ticket).toMatchObject({ subject: 'A new keyboard', requester: { name: 'Cleo' } })
  if (!ticket) return
  const [dm] = [...slack.world.channels.values()].filter(({ kind }) => kind === 'im')
  const root = () => slack.channel(dm?.id ?? '').messages[0]
  expect(root()?.text).toContain(`Ticket #${ticket.id} · A new keyboard`)
  const agent = await desk.a.agent({ name: 'Dora' })
  await perform(desk.app, agent, (work) =>
    replyToTicket(work, ticket.id, { text: 'It comes.', undoSeconds: 0 }),
  )
  await desk.pass(3)
  const at = root()
  if (at) await cleo.reply(at, 'Thank you')
  await desk.pass(2)
  expect(root()?.replies.map(({ by, text }) => [by, text])).toEqual([
    ['Dora', 'It comes.'],
    ['cleo', 'Thank you'],
  ])
  expect((await desk.said(ticket.id)).at(-1)).toMatchObject({ text: 'Thank you', by: 'Cleo' })
  expect(slack.refusals()).toEqual([])
})

test('what is written to the bot just after a form is a request of its own, and goes on as one', async ({
  desk,
  slack,
  cleo,
  tickets,
}) => {
  await cleo.command('/ticket', 'A new keyboard', { channel: 'support' })
  await desk.worked()
  await cleo.submit({ words: 'Mine is broken' })
  await desk.pass(5)
  await cleo.dm('The door is stuck')
  await desk.pass(5)
  await cleo.dm('The one to the cellar')
  await desk.pass(5)
  const [form, direct, ...more] = await tickets()
  if (!form || !direct) throw new Error('Two tickets were to be opened')
  expect(more).toEqual([])
  const words = async (id: typeof form.id) => (await desk.said(id)).map(({ text }) => text)
  expect(await words(form.id)).toEqual(['Mine is broken'])
  expect(await words(direct.id)).toEqual(['The door is stuck', 'The one to the cellar'])
  expect(slack.refusals()).toEqual([])
})

test('an agent opens a ticket for somebody else, who hears of it', async ({
  desk,
  slack,
  ada,
  tickets,
}) => {
  await ada.shortcut('request.new')
  await desk.worked()
  await ada.submit({ subject: 'Laptop', words: 'By phone', requester: 'cleo' })
  await desk.worked()
  await desk.pass(3)
  expect(await tickets()).toMatchObject([{ subject: 'Laptop', requester: { name: 'Cleo' } }])
  const dms = [...slack.world.channels.values()].filter(({ kind }) => kind === 'im')
  expect(dms.map(({ members }) => members.has(slack.person('cleo').id))).toEqual([true])
})

test('/ticket mine and search show what somebody may see, and help how it goes', async ({
  desk,
  cleo,
  ada,
  tickets,
}) => {
  const say = async (who: typeof ada, words: string) =>
    (await who.command('/ticket', words, { channel: 'support' })).body
  const ref = await cleo.post('support', 'My <!channel> chair')
  await cleo.react(ref, 'ticket')
  const id = await desk.a.ticket({ subject: 'Chair of a customer' })
  await desk.pass(2)
  expect(await tickets()).toHaveLength(2)
  expect(await say(cleo, 'help')).toContain('/ticket search')
  const mine = await say(cleo, 'mine')
  expect(mine).toContain('chair')
  expect(mine).not.toContain('customer')
  expect(await say(cleo, 'search chair')).toContain('Not done.')
  const found = await say(ada, 'search chair')
  expect(found).toContain(`https://desk.test/tickets/${id}`)
  expect(found).not.toContain('mrkdwn')
})

test('managers of a team let it watch a channel, and nobody else', async ({
  desk,
  slack,
  ada,
  cleo,
  tickets,
}) => {
  slack.addChannel('ask', { members: ['ada', 'cleo', 'deskwire'] })
  const say = async (words: string) =>
    (await ada.command('/ticket', words, { channel: 'ask' })).body
  expect(await say('watch Home')).toContain('by its managers')
  const [person] = await read(desk.app, null, async (db) => [
    ...(await db.execute<{ id: number }>(`select id from people where name = 'Ada'`)),
  ])
  await perform(desk.app, null, (work) => changeRole(work, person?.id as never, 'manager'))
  expect(await say('watch Nowhere')).toContain('There is no team Nowhere')
  expect(await say('watch Home')).toContain('Each message')
  await cleo.post('ask', 'One')
  await desk.pass(3)
  expect(await say('unwatch')).toContain('only tickets when')
  await cleo.post('ask', 'Two, later')
  await desk.pass(3)
  expect((await tickets()).map(({ subject }) => subject)).toEqual(['One'])
})
