import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { applyMacro } from '#core/macros/apply.ts'
import { addMacro, changeMacro, removeMacro } from '#core/macros/keep.ts'
import type { Macro } from '#core/macros/macro.ts'
import { findOutbound } from '#core/mails/find.ts'
import { readTicket } from '#core/tickets/find.ts'
import { readConversation, readMetadata, readTimeline } from '#core/tickets/story.ts'
import { test } from '#tests/support/test.ts'

const nothing = { name: 'Macro', teamId: null, text: '', note: false, actions: {} }

function make(app: App, macro: Partial<Omit<Macro, 'id'>>) {
  return perform(app, null, (work) => addMacro(work, { ...nothing, ...macro }))
}

test('words are filled and sent, and all that it does is one unit with its events', async ({
  app,
  a,
}) => {
  const [ticket, agent] = [
    await a.ticket({ from: 'ada@example.org' }),
    await a.agent({ name: 'Ana' }),
  ]
  const macro = await make(app, {
    text: 'Dear {{requester.name}}, #{{ticket.number}} is settled. {{agent.name}}, {{team.name}}',
    actions: {
      priority: 'LOW',
      addTags: ['refund'],
      fields: { order: '8812' },
      assignee: 'me',
      status: 'resolved',
    },
  })
  await perform(app, agent, (work) => applyMacro(work, ticket, macro))

  const after = await read(app, agent, async (db) => ({
    ...(await readTicket(db, ticket)),
    facts: await readMetadata(db, ticket),
    said: (await readConversation(db, ticket)).items.at(-1)?.text,
    events: (await readTimeline(db, ticket)).items.map(({ kind }) => kind),
  }))
  expect(after).toMatchObject({
    status: 'resolved',
    priority: 'LOW',
    tags: ['refund'],
    assignee: { name: 'Ana' },
    facts: { order: '8812' },
    said: `Dear Ada Customer, #${ticket} is settled. Ana, Home`,
  })
  expect(after.events).toEqual(
    expect.arrayContaining([
      'replied',
      'tagged',
      'prioritised',
      'described',
      'assigned',
      'resolved',
    ]),
  )
})

test('one step that is refused undoes them all, the words too', async ({ app, a }) => {
  const [ticket, agent] = [await a.ticket(), await a.agent()]
  const stranger = await a.agent({ teams: [await a.team()] })
  const macro = await make(app, {
    text: 'Hello',
    actions: { addTags: ['x'], assignee: stranger.personId },
  })
  await expect(
    perform(app, agent, (work) => applyMacro(work, ticket, macro)),
  ).rejects.toMatchObject({ code: 'not-an-agent' })
  const { tags, status } = await read(app, agent, (db) => readTicket(db, ticket))
  expect({ tags, status }).toEqual({ tags: [], status: 'new' })
})

test('a note stays in the house, also when the ticket goes out of sight with it', async ({
  app,
  a,
}) => {
  const [ticket, agent, second] = [await a.ticket(), await a.agent(), await a.team()]
  const macro = await make(app, {
    text: 'Over to you',
    note: true,
    actions: { team: second, snoozeHours: 4 },
  })
  await perform(app, agent, (work) => applyMacro(work, ticket, macro))
  const { items } = await read(app, null, (db) => readConversation(db, ticket))
  expect(items.at(-1)).toMatchObject({ text: 'Over to you', visibility: 'internal' })
  expect(await read(app, null, (db) => readTicket(db, ticket))).toMatchObject({
    team: { id: second },
    status: 'on_hold',
  })
})

test('what the desk says by itself is automatic mail: it moves nothing and is no first response', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const macro = await make(app, { text: 'We look into it. {{agent.name}}' })
  await perform(app, null, (work) => applyMacro(work, ticket, macro))
  expect(await read(app, null, (db) => readTicket(db, ticket))).toMatchObject({
    status: 'new',
    firstResponseAt: null,
  })
  const { items } = await read(app, null, (db) => readConversation(db, ticket))
  expect(items.at(-1)).toMatchObject({ automatic: true, text: 'We look into it. Home' })
  const mails = await read(app, null, (db) => findOutbound(db, {}))
  expect(mails.items).toMatchObject([{ to: ['ada@example.org'] }])
})

test('two desks that answer each other by themselves come to an end', async ({ app, a }) => {
  const macro = await make(app, { text: 'Thank you for your mail.' })
  for (let mail = 0; mail < 8; mail += 1) {
    const ticket = await a.ticket({ from: 'robot@example.org' })
    await perform(app, null, (work) => applyMacro(work, ticket, macro))
  }
  expect((await read(app, null, (db) => findOutbound(db, {}))).items).toHaveLength(5)
})

test('a macro of another team is refused', async ({ app, a }) => {
  const [ticket, agent, elsewhere] = [await a.ticket(), await a.agent(), await a.team()]
  const macro = await make(app, { teamId: elsewhere, text: 'Hi' })
  await expect(perform(app, agent, (work) => applyMacro(work, ticket, macro))).rejects.toThrow(
    'belongs to another team',
  )
})

test('macros are kept by managers, once for each name, and say nothing that they cannot', async ({
  app,
  a,
}) => {
  const home = await a.homeTeam()
  const [agent, manager] = [await a.agent(), await a.agent({ role: 'manager' })]
  const add = (by: typeof agent, more: Partial<Omit<Macro, 'id'>> = {}) =>
    perform(app, by, (work) => addMacro(work, { ...nothing, teamId: home, text: 'Hi', ...more }))
  await expect(add(agent)).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(add(manager, { teamId: null })).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(add(manager, { text: '{{password}}' })).rejects.toThrow(
    '{{password}} cannot be used',
  )
  await expect(add(manager, { text: ' ' })).rejects.toThrow('does nothing')
  const id = await add(manager)
  await expect(add(manager)).rejects.toMatchObject({ code: 'already-exists' })
  await perform(app, manager, (work) => changeMacro(work, id, { text: 'Hello' }))
  await perform(app, manager, (work) => removeMacro(work, id))
  await expect(
    perform(app, manager, (work) => changeMacro(work, id, { text: 'Again' })),
  ).rejects.toMatchObject({ code: 'not-found' })
  await add(manager)
})

test('of two who press a macro at once one answers; the other hears of it and may do it too', async ({
  own: { app, a, pass },
}) => {
  const macro = await make(app, { name: 'Log', text: 'Please send a log.' })
  const [ticket, other] = [await a.ticket(), await a.ticket()]
  const [ana, ben] = [await a.agent({ name: 'Ana' }), await a.agent({ name: 'Ben' })]
  const press = (by: typeof ana, { on = ticket, confirm = false } = {}) =>
    perform(app, by, (work) => applyMacro(work, on, macro, { confirm }))
  const answers = async () =>
    (await read(app, null, (db) => readConversation(db, ticket))).items.length - 1

  const pressed = await Promise.allSettled([press(ana), press(ben)])
  const refused = pressed.flatMap((one) => (one.status === 'rejected' ? String(one.reason) : []))
  expect(refused).toEqual([
    expect.stringMatching(/“Log” was just done here by (Ana|Ben), a second ago\. .* Confirm it/),
  ])
  expect(await answers()).toBe(1)

  pass(4 / 60)
  await expect(press(ben)).rejects.toMatchObject({ code: 'macro-just-done' })
  await press(ben, { on: other })
  await press(ben, { confirm: true })
  expect(await answers()).toBe(2)
  await expect(press(ana)).rejects.toThrow('by Ben, a second ago')
  pass(10 / 60)
  await press(ana)
  expect(await answers()).toBe(3)
})
