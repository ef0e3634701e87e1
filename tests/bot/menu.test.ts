import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { applyMacro } from '#core/macros/apply.ts'
import { addMacro } from '#core/macros/keep.ts'
import { mergeTicket } from '#core/tickets/merge.ts'
import { tagTicket } from '#core/tickets/tag.ts'
import { watchersOf } from '#core/tickets/watch.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

/** `open`: ada chooses something in the ⋯ of the card of a new ticket, whose number it returns. */
const test = base.extend('open', async ({ desk, slack, ada }) => {
  return async (entry: string, about: Parameters<typeof desk.a.ticket>[0] = {}) => {
    const id = await desk.a.ticket(about)
    await desk.pass(3)
    await ada.choose(cardOf(slack, id), 'ticket.more', entry)
    await desk.worked()
    return id
  }
})

function cardOf(slack: Parameters<typeof cardIn>[0], id: TicketId) {
  const card = slack.channel('support').messages.find(({ text }) => text.startsWith(`#${id} `))
  if (!card) throw new Error(`There is no card of #${id}`)
  return card
}

test('priority, team and tags are changed in one form, new tags too', async ({
  desk,
  slack,
  ada,
  open,
}) => {
  const other = await desk.a.team('Billing')
  const before = await desk.a.ticket()
  await perform(desk.app, null, (work) => tagTicket(work, before, { add: ['printer'] }))
  const id = await open('Priority, team, tags…')
  expect(ada.reads('modal')).toBe('Priority\nTeam\nTags')
  expect(await ada.lookUp('modal', 'menu.tags', 'PRI')).toEqual(['printer', 'pri'])
  await ada.choose('modal', 'menu.tags', ['printer', 'pri'])
  expect(await ada.submit({ 'menu.priority': '🟠 High' })).toEqual({ sent: true, errors: {} })
  expect(await desk.ticket(id)).toMatchObject({ priority: 'HIGH', tags: ['pri', 'printer'] })
  await desk.pass(3)
  expect(cardOf(slack, id).text).toContain('🏷️ pri, printer')

  await ada.choose(cardOf(slack, id), 'ticket.more', 'Priority, team, tags…')
  await desk.worked()
  await ada.choose('modal', 'menu.tags', [])
  await ada.submit({ 'menu.team': 'Billing' })
  expect(await desk.ticket(id)).toMatchObject({ team: { id: other }, priority: 'HIGH', tags: [] })
  expect(slack.refusals()).toEqual([])
})

test('a form changes what its agent has changed, and leaves alone what others did meanwhile', async ({
  desk,
  ada,
  open,
}) => {
  const id = await open('Priority, team, tags…')
  await perform(desk.app, null, (work) => tagTicket(work, id, { add: ['meanwhile'] }))
  await ada.submit({ 'menu.priority': '⚪ Low' })
  expect(await desk.ticket(id)).toMatchObject({ priority: 'LOW', tags: ['meanwhile'] })
})

test('what is refused is said in the form, where all that was typed stays', async ({
  desk,
  ada,
  open,
}) => {
  const id = await open('Priority, team, tags…')
  await ada.lookUp('modal', 'menu.tags', 'vip')
  await ada.choose('modal', 'menu.tags', ['vip'])
  const view = ada.modal()
  const forged = { selected_options: [{ value: '#!?', text: { type: 'plain_text', text: 'x' } }] }
  const values = { tags: { 'menu.tags': { type: 'multi_external_select', ...forged } } }
  const refused = await ada.submit({}, { state: { values } })
  expect(refused.errors.tags).toMatch(/^A tag has letters/)
  expect(ada.modal()).toEqual(view)
  await ada.submit()
  expect(await desk.ticket(id)).toMatchObject({ tags: ['vip'] })
})

test('a ticket is escalated with a reason that stands in its thread, once', async ({
  desk,
  slack,
  ada,
  open,
}) => {
  const id = await open('Escalate…')
  expect(await ada.submit({ 'menu.reason': '   ' })).toMatchObject({
    errors: { reason: 'Say why, for those who get it.' },
  })
  slack.duplicate(2)
  await ada.submit({ 'menu.reason': 'The *whole* floor waits <!channel>' })
  await desk.pass(4)
  expect(await desk.ticket(id)).toMatchObject({ escalation: 1 })
  expect(cardOf(slack, id).replies.map(({ text }) => text)).toContain(
    '🚨 Ada escalated this: The *whole* floor waits <!channel>',
  )
  expect(cardOf(slack, id).text).toContain('🚨 Escalated')
})

test('merging shows both tickets first, and warns where two people asked', async ({
  desk,
  ada,
  open,
}) => {
  const into = await desk.a.ticket({ subject: 'Printer smokes', from: 'ben@example.org' })
  const id = await open('Merge…', { from: 'ada@example.org' })
  expect(await ada.lookUp('modal', 'menu.into', 'smokes')).toEqual([String(into)])
  expect(await ada.lookUp('modal', 'menu.into', `#${into}`)).toEqual([String(into)])
  await ada.submit({ 'menu.into': String(into) })
  expect(ada.reads('modal')).toBe(
    [
      `#${id} Printer on fire`,
      'Ada Customer · ada@example.org',
      'becomes a part of',
      `#${into} Printer smokes`,
      'Ada Customer · ben@example.org',
      '⚠️ Two different people asked. They will read each other from then on: be sure that they may.',
      `#${id} is closed, and goes on in #${into}. In the console it can be undone.`,
    ].join('\n'),
  )
  expect(await desk.ticket(id)).toMatchObject({ mergedIntoId: null })
  await ada.submit()
  expect(await desk.ticket(id)).toMatchObject({ mergedIntoId: into, status: 'closed' })
})

test('a merge is refused where both are one, and a forged confirmation helps nobody to another team', async ({
  desk,
  ada,
  open,
}) => {
  const elsewhere = await desk.a.ticket({ team: await desk.a.team('Other') })
  const into = await desk.a.ticket({ subject: 'Second' })
  const id = await open('Merge…')
  await ada.lookUp('modal', 'menu.into', String(into))
  await perform(desk.app, null, (work) => mergeTicket(work, into, id, { confirm: true }))
  expect(await ada.submit({ 'menu.into': String(into) })).toMatchObject({
    errors: { into: `Ticket #${id} cannot be merged into itself.` },
  })
  const third = await desk.a.ticket({ subject: 'Third' })
  await ada.lookUp('modal', 'menu.into', String(third))
  await ada.submit({ 'menu.into': String(third) })
  await ada.submit({}, { private_metadata: `${id}:${elsewhere}:confirm` })
  expect(ada.reads('modal')).toBe('There is no such ticket, or you may not see it.')
  expect(await desk.ticket(id)).toMatchObject({ mergedIntoId: null })
})

test('a macro is shown before it is applied, and applied once', async ({
  desk,
  slack,
  ada,
  open,
}) => {
  await perform(desk.app, null, (work) =>
    addMacro(work, {
      name: 'Ask for a log',
      teamId: null,
      text: 'Hello {{requester.name}}, please send a log.',
      note: false,
      actions: { addTags: ['log'], priority: 'LOW' },
    }),
  )
  const id = await open('Use a macro…')
  const [macro] = await ada.lookUp('modal', 'menu.macro', 'ask')
  await ada.choose('modal', 'menu.macro', macro ?? '')
  await desk.worked()
  expect(ada.reads('modal')).toBe(
    [
      'Macro',
      'It sends this to the requester:',
      '> Hello Ada Customer, please send a log.',
      'It sets Priority: Low · Tag: log',
    ].join('\n'),
  )
  slack.duplicate(2)
  await ada.submit()
  await desk.pass(1)
  expect(await desk.ticket(id)).toMatchObject({
    tags: ['log'],
    priority: 'LOW',
    status: 'awaiting_customer',
  })
  expect((await desk.said(id)).map(({ text }) => text)).toEqual([
    'It burns.',
    'Hello Ada Customer, please send a log.',
  ])
  expect(await desk.outbound()).toHaveLength(1)
  const [told, ...more] = slack.channel('support').ephemerals('ada')
  expect([told?.text, told?.buttons, more]).toEqual(['Leaves in 15 seconds.', ['ticket.undo'], []])
  if (told) await ada.press(told, 'ticket.undo')
  await desk.pass(20, 1)
  expect(await desk.outbound()).toEqual([{ state: 'cancelled' }])
})

test('a macro that a colleague has just done is asked for a second time', async ({
  desk,
  ada,
  open,
}) => {
  const words = { teamId: null, text: 'Please send a log.', note: false, actions: {} }
  const macro = await perform(desk.app, null, (work) => addMacro(work, { ...words, name: 'Log' }))
  const ben = await desk.a.agent({ name: 'Ben' })
  const id = await open('Use a macro…')
  const [choice] = await ada.lookUp('modal', 'menu.macro', 'log')
  await ada.choose('modal', 'menu.macro', choice ?? '')
  await desk.worked()
  await perform(desk.app, ben, (work) => applyMacro(work, id, macro))
  await ada.submit()
  expect(ada.reads('modal')).toContain('“Log” was just done here by Ben, a second ago.')
  const said = async () => (await desk.said(id)).map(({ text }) => text)
  expect(await said()).toEqual(['It burns.', words.text])
  await ada.submit()
  expect(await said()).toEqual(['It burns.', words.text, words.text])
})

test('why a ticket is whose it is, and its address, are told to whoever asks alone; they may watch it', async ({
  desk,
  slack,
  ada,
  open,
}) => {
  const id = await open('Why me? Link, watch')
  const [told] = slack.channel('support').ephemerals('ada')
  expect(told?.text).toContain(`https://desk.test/tickets/${id}`)
  expect(told?.text).toContain(`#${id}`)
  const names = () =>
    read(desk.app, null, async (db) => (await watchersOf(db, id)).map(({ name }) => name))
  if (!told) throw new Error('Nothing was told')
  await ada.press(told, 'menu.watch')
  await desk.pass(3)
  expect(await names()).toEqual(['Ada'])
  expect(cardOf(slack, id).text).toContain('👁️ Ada')
  const whispers = () => slack.channel('support').ephemerals('ada')
  expect(whispers().at(-1)?.text).toBe(`You watch #${id} now: you see it, whatever your teams.`)
  await ada.choose(cardOf(slack, id), 'ticket.more', 'Why me? Link, watch')
  await desk.worked()
  await ada.press(whispers().at(-1) ?? told, 'menu.unwatch')
  await desk.worked()
  expect(await names()).toEqual([])
})

test('the forms are for agents of the ticket, whatever they send', async ({
  desk,
  slack,
  ada,
  open,
}) => {
  const elsewhere = await desk.a.ticket({ team: await desk.a.team('Other') })
  await open('Escalate…')
  const answer = await ada.submit(
    { 'menu.reason': 'Mine now' },
    { private_metadata: String(elsewhere) },
  )
  expect(answer.errors.reason).toBe('There is no such ticket, or you may not see it.')
  expect(await desk.ticket(elsewhere)).toMatchObject({ escalation: 0 })
  await slack.person('cleo').choose(cardIn(slack), 'ticket.more', 'Escalate…')
  await desk.worked()
  expect(slack.person('cleo').reads('modal')).toBe('')
  expect(slack.channel('support').ephemerals('cleo')[0]?.text).toMatch(/^Not done\. Your Slack/)
})
