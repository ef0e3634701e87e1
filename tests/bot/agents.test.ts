import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { deactivateAgent } from '#core/people/deactivate.ts'
import { markSensitive } from '#core/tickets/change.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { cardIn, test } from './desk-in-slack.ts'

test('the buttons of a card do what they say, as the agent who pressed them', async ({
  desk,
  slack,
  ada,
  ben,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  const card = () => cardIn(slack)
  expect((await ada.press(card(), 'ticket.claim')).status).toBe(200)
  await desk.worked()
  expect(await desk.ticket(id)).toMatchObject({ assignee: { name: 'Ada' }, status: 'open' })
  await ada.choose(card(), 'ticket.assign', 'ben')
  await desk.worked()
  expect(await desk.ticket(id)).toMatchObject({ assignee: { name: 'Ben' } })
  await ben.choose(card(), 'ticket.more', 'Priority, team, tags…')
  await desk.worked()
  await ben.submit({ 'menu.priority': '🟠 High' })
  expect(await desk.ticket(id)).toMatchObject({ priority: 'HIGH' })
  await ben.choose(card(), 'ticket.snooze', '4 hours')
  await desk.worked()
  expect(await desk.ticket(id)).toMatchObject({
    status: 'on_hold',
    snoozedUntil: new Date(desk.app.clock().getTime() + 240 * 60_000),
  })
  await ben.press(card(), 'ticket.resolve')
  await desk.worked()
  expect(await desk.ticket(id)).toMatchObject({ status: 'resolved' })
  await desk.pass(10)
  expect(card().buttons).toEqual(['ticket.reply', 'ticket.reopen', 'ticket.more'])
  expect(card().replies.map(({ text }) => text)).toEqual([
    '📩 Ada Customer wrote\nIt burns.',
    'Ada claimed · assigned to Ben · Ben set priority Medium → High · put aside · resolved',
  ])
  expect(slack.refusals()).toEqual([])
})

test('of two who claim at once one wins, and the other is told who', async ({
  desk,
  slack,
  ada,
  ben,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(2)
  await Promise.all([
    ada.press(cardIn(slack), 'ticket.claim'),
    ben.press(cardIn(slack), 'ticket.claim'),
  ])
  await desk.worked()
  const winner = (await desk.ticket(id)).assignee?.name
  const loser = winner === 'Ada' ? 'ben' : 'ada'
  expect(
    slack
      .channel('support')
      .ephemerals(loser)
      .map(({ text }) => text),
  ).toEqual([`Not done. Ticket #${id} has already been claimed by ${winner}.`])
})

test('whoever is no active agent changes nothing, and is told why', async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket()
  slack.addPerson('gus', { kind: 'guest', email: 'ben@desk.test' })
  slack.addPerson('eve', { name: 'Ada', email: 'eve@desk.test' })
  for (const name of ['gus', 'eve']) await slack.person(name).join('support')
  await desk.pass(3)
  const other = await desk.a.team('Other')
  await desk.a.agent({ teams: [other], name: 'Cleo' })
  await perform(desk.app, null, async (work) => {
    await work.tx.execute(
      `update addresses set address = 'cleo@desk.test' where address like 'agent%'`,
    )
  })
  for (const name of ['gus', 'eve', 'cleo']) {
    await slack.person(name).press(cardIn(slack), 'ticket.resolve')
    await slack.person(name).reply(cardIn(slack), '!Pay me')
    await slack.person(name).press(cardIn(slack), 'ticket.reply')
  }
  await desk.pass(2)
  const told = (name: string) =>
    slack
      .channel('support')
      .ephemerals(name)
      .map(({ text }) => text)
  expect(new Set(told('gus'))).toEqual(
    new Set([
      'Not done. Guests of this workspace cannot act for the desk. Ask an admin for a full membership.',
    ]),
  )
  expect(told('eve')[0]).toMatch(/^Not done\. Your Slack account belongs to no agent/)
  expect(new Set(told('cleo'))).toEqual(
    new Set(['Not done. You are not an agent of Home. Ask its manager to add you.']),
  )
  expect(slack.person('cleo').reads('modal')).toBe('')
  expect(await desk.ticket(id)).toMatchObject({ status: 'new' })
  expect(await desk.outbound()).toEqual([])
  expect(await desk.said(id)).toHaveLength(1)

  await ada.press(cardIn(slack), 'ticket.claim')
  await desk.worked()
  const adas = (await desk.ticket(id)).assignee?.id
  const admin = await desk.a.agent({ role: 'admin' })
  if (adas) await perform(desk.app, admin, (work) => deactivateAgent(work, adas))
  await ada.press(cardIn(slack), 'ticket.resolve')
  await desk.worked()
  expect(told('ada')).toEqual([
    'Not done. You are not an active agent of the desk. Ask an admin to make you one.',
  ])
  expect(await desk.ticket(id)).toMatchObject({ status: 'open' })
})

test('strangers of another organisation are nobody here, whatever their address', async ({
  desk,
  slack,
}) => {
  const id = await desk.a.ticket()
  const sam = slack.addPerson('sam', { kind: 'stranger', email: 'ada@desk.test' })
  slack.world.channels.get(slack.channel('support').id)?.members.add(sam.id)
  await desk.pass(3)
  await sam.press(cardIn(slack), 'ticket.resolve')
  await sam.reply(cardIn(slack), '!Send it to me')
  await desk.pass(1)
  expect(
    slack
      .channel('support')
      .ephemerals('sam')
      .map(({ text }) => text),
  ).toEqual(
    Array(2).fill(
      'Not done. You belong to another organisation; only agents of this desk may do that.',
    ),
  )
  expect(await desk.ticket(id)).toMatchObject({ status: 'new' })
  expect(await desk.outbound()).toEqual([])
})

test('values that a client forged change nothing', async ({ desk, slack, ada }) => {
  const id = await desk.a.ticket()
  const elsewhere = await desk.a.ticket({ team: await desk.a.team('Other') })
  await desk.pass(4)
  const [card] = slack.channel('support').messages
  if (!card) throw new Error('There is no card')
  for (const value of ['', 'x', `${elsewhere}`, '999999', `${id}; drop table tickets`])
    await ada.press(card, 'ticket.resolve', { value })
  await desk.worked()
  await ada.press(card, 'ticket.more', { selected_option: { value: `${id}:URGENT` } })
  await desk.worked()
  expect(await desk.ticket(id)).toMatchObject({ status: 'new', priority: 'MEDIUM' })
  expect(await desk.ticket(elsewhere)).toMatchObject({ status: 'new' })
})

test('what a sensitive ticket says is in the console alone', async ({ desk, slack }) => {
  const id = await desk.a.ticket({ subject: 'My salary', text: 'It is wrong.' })
  await desk.pass(3)
  await perform(desk.app, null, (work) => markSensitive(work, id, true))
  await perform(desk.app, null, (work) => noteOnTicket(work, id, { text: 'A secret' }))
  await desk.pass(8)
  const words = JSON.stringify(slack.channel('support').messages)
  for (const secret of ['salary', 'wrong', 'secret', 'Ada Customer'])
    expect(words).not.toContain(secret)
  expect(cardIn(slack).text).toBe(`#${id}\nSensitive: open it in the console.`)
})
