import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { addField, changeField } from '#core/fields/keep.ts'
import { describeTicket, setField } from '#core/tickets/fields.ts'
import { closeTicket, resolveTicket } from '#core/tickets/resolve.ts'
import { readMetadata, readTimeline } from '#core/tickets/story.ts'
import { test } from '#tests/support/test.ts'

const severity = {
  key: 'severity',
  label: 'Severity',
  type: 'select' as const,
  options: ['Minor', 'Major'],
  teamId: null,
  required: true,
}

function define(app: App, field: Parameters<typeof addField>[1]) {
  return perform(app, null, (work) => addField(work, field))
}

test('a value is kept in the form of its field, and facts without a field stay free', async ({
  app,
  a,
}) => {
  await define(app, severity)
  const ticket = await a.ticket()
  await perform(app, null, (work) =>
    describeTicket(work, ticket, { severity: 'major', order: ' 8 ' }),
  )
  expect(await read(app, null, (db) => readMetadata(db, ticket))).toEqual({
    severity: 'Major',
    order: ' 8 ',
  })
  await perform(app, null, (work) => setField(work, ticket, 'severity', 'MAJOR'))
  await perform(app, null, (work) => setField(work, ticket, 'severity', ' '))
  const { items } = await read(app, null, (db) => readTimeline(db, ticket))
  expect(items.filter(({ kind }) => kind === 'described').map(({ details }) => details)).toEqual([
    { facts: { severity: null }, before: { severity: 'Major' } },
    { facts: { severity: 'Major', order: ' 8 ' }, before: { severity: null, order: null } },
  ])
})

test('a value that its field does not allow changes nothing, and says what is allowed', async ({
  app,
  a,
}) => {
  await define(app, severity)
  const ticket = await a.ticket()
  await expect(
    perform(app, null, (work) => describeTicket(work, ticket, { order: '8', severity: 'huge' })),
  ).rejects.toThrow('Severity is one of Minor, Major. “huge” is not.')
  expect(await read(app, null, (db) => readMetadata(db, ticket))).toEqual({})
})

test('an agent settles no ticket while a required field is empty; its own team alone asks', async ({
  app,
  a,
}) => {
  const home = await a.homeTeam()
  await define(app, { ...severity, teamId: home })
  await define(app, {
    ...{ key: 'checked', label: 'Checked twice', type: 'checkbox', options: [] },
    ...{ teamId: home, required: true },
  })
  const [ticket, agent] = [await a.ticket(), await a.agent()]
  const resolve = () => perform(app, agent, (work) => resolveTicket(work, ticket))
  await perform(app, agent, (work) => setField(work, ticket, 'checked', 'no'))
  await expect(resolve()).rejects.toThrow('Fill in first: Severity, Checked twice.')
  await expect(perform(app, agent, (work) => closeTicket(work, ticket))).rejects.toMatchObject({
    code: 'fields-missing',
  })
  await perform(app, agent, (work) =>
    describeTicket(work, ticket, { severity: 'Minor', checked: 'yes' }),
  )
  await resolve()

  const elsewhere = await a.team()
  const other = await a.ticket({ team: elsewhere })
  const theirs = await a.agent({ teams: [elsewhere] })
  await perform(app, theirs, (work) => resolveTicket(work, other))
})

test('the desk itself settles a ticket that an agent could not', async ({ app, a }) => {
  await define(app, severity)
  const ticket = await a.ticket()
  await perform(app, null, (work) => resolveTicket(work, ticket))
})

test('a field that is retired is asked for no more, and its values stay', async ({ app, a }) => {
  await define(app, severity)
  const [ticket, agent] = [await a.ticket(), await a.agent()]
  await perform(app, agent, (work) => setField(work, ticket, 'severity', 'Minor'))
  await perform(app, null, (work) => changeField(work, 'severity', { retired: true }))
  expect(await read(app, agent, (db) => readMetadata(db, ticket))).toEqual({ severity: 'Minor' })
  await perform(app, agent, (work) => setField(work, ticket, 'severity', 'anything'))
})

test('fields are for managers of their team, and what is no field is refused', async ({
  app,
  a,
}) => {
  const home = await a.homeTeam()
  const [agent, manager] = [await a.agent(), await a.agent({ role: 'manager' })]
  const add = (by: typeof agent, more = {}) =>
    perform(app, by, (work) => addField(work, { ...severity, teamId: home, ...more }))
  await expect(add(agent)).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(add(manager, { teamId: null })).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(add(manager, { options: [] })).rejects.toThrow('Give it options')
  await expect(add(manager, { options: ['a,b'] })).rejects.toThrow('without commas')
  await expect(add(manager, { key: 'a b' })).rejects.toThrow('A key has letters')
  await add(manager)
  await expect(add(manager)).rejects.toMatchObject({ code: 'already-exists' })
})
