import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { applyRules } from '#core/routing/apply-rules.ts'
import { why } from '#core/routing/decide.ts'
import type { RuleDefinition } from '#core/routing/rule.ts'
import { lookByTime } from '#core/routing/rule-jobs.ts'
import { addRule, changeRule } from '#core/routing/rule-keep.ts'
import { moveTicket, prioritiseTicket } from '#core/tickets/change.ts'
import { readTicket } from '#core/tickets/find.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { readTimeline } from '#core/tickets/story.ts'
import { tagTicket } from '#core/tickets/tag.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { ruleFirings } from '#db/schema/routing.ts'
import { tickets } from '#db/schema/tickets.ts'
import { drain, queued } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

let count = 0
function keep(
  app: App,
  definition: Partial<RuleDefinition> & Pick<RuleDefinition, 'actions'>,
  name = `Rule ${++count}`,
) {
  return perform(app, null, (work) =>
    addRule(work, {
      name,
      teamId: null,
      enabled: true,
      definition: { scope: 'create', ...definition },
    }),
  )
}
const apply = (app: App, id: TicketId, scope: 'create' | 'update' | 'time' = 'create') =>
  perform(app, null, (work) => applyRules(work, id, scope))
const shown = (app: App, id: TicketId) => read(app, null, (db) => readTicket(db, id))
const decided = (app: App, id: TicketId) => read(app, null, (db) => why(db, id))
const refund = { fact: 'text', op: 'contains', value: 'refund' } as const

test('a rule that matches does what it says, by the verbs, and the decision says why', async ({
  app,
  a,
}) => {
  const billing = await a.team('Billing')
  const agent = await a.agent({ teams: [billing] })
  const id = await keep(
    app,
    {
      conditions: refund,
      actions: [
        { do: 'team', team: billing },
        { do: 'assign', person: agent.personId },
        { do: 'priority', priority: 'HIGH' },
        { do: 'tag', tags: ['refund'] },
        { do: 'watch', person: agent.personId },
        { do: 'note', text: 'Check the order first.' },
      ],
    },
    'Refunds',
  )
  const ticket = await a.ticket({ text: 'I want a refund.' })

  await apply(app, ticket)

  expect(await shown(app, ticket)).toMatchObject({
    priority: 'HIGH',
    tags: ['refund'],
    status: 'open',
    team: { id: billing },
    assignee: { id: agent.personId },
  })
  expect(await decided(app, ticket)).toMatchObject([
    { kind: 'rules', words: '“Refunds” applies: the message contains “refund”.' },
  ])
  const { items } = await read(app, null, (db) => readTimeline(db, ticket))
  const byRule = items
    .filter(({ details }) => details.rule)
    .map(({ kind, details }) => [kind, details.rule])
  expect(byRule.reverse().map(([kind]) => kind)).toEqual([
    'transferred',
    'assigned',
    'prioritised',
    'tagged',
    'watched',
    'noted',
  ])
  expect(byRule[0]?.[1]).toEqual({ id, name: 'Refunds' })
})

test('rules on opening have their say once, and say so when none applies', async ({ app, a }) => {
  await keep(
    app,
    { conditions: refund, actions: [{ do: 'priority', priority: 'HIGH' }] },
    'Refunds',
  )
  const ticket = await a.ticket({ text: 'Hello' })

  await apply(app, ticket)
  await keep(app, { actions: [{ do: 'priority', priority: 'LOW' }] })
  await apply(app, ticket)

  expect((await shown(app, ticket)).priority).toBe('MEDIUM')
  expect((await decided(app, ticket)).map(({ words }) => words)).toEqual([
    'No rule applies, of 1 asked: “Refunds” does not, as the message does not contain “refund”.',
  ])
})

test('what was opened before a rule stood does not concern it', async ({ app, a, pass }) => {
  const ticket = await a.ticket()
  pass(1)
  await keep(app, { actions: [{ do: 'priority', priority: 'HIGH' }] })
  await apply(app, ticket)
  expect((await shown(app, ticket)).priority).toBe('MEDIUM')
})

test('an action that is refused leaves nothing behind, and the rest is done', async ({
  app,
  a,
}) => {
  const stranger = await a.agent({ teams: [await a.team('Elsewhere')] })
  await keep(app, {
    actions: [
      { do: 'assign', person: stranger.personId },
      { do: 'priority', priority: 'HIGH' },
    ],
  })
  const ticket = await a.ticket()

  await apply(app, ticket)

  expect(await shown(app, ticket)).toMatchObject({
    priority: 'HIGH',
    assignee: null,
    status: 'new',
  })
  expect((await decided(app, ticket))[0]?.words).toContain('could not do “assign”: Agent')
})

test('after a refused action the rules that follow go by what the ticket really is', async ({
  app,
  a,
}) => {
  const stranger = await a.agent({ teams: [await a.team('Elsewhere')] })
  await keep(app, {
    actions: [
      { do: 'assign', person: stranger.personId },
      { do: 'tag', tags: ['tried'] },
    ],
  })
  const assigned = { fact: 'assignee', op: 'empty', value: false } as const
  const unassigned = { fact: 'assignee', op: 'empty', value: true } as const
  await keep(app, { conditions: assigned, actions: [{ do: 'priority', priority: 'LOW' }] })
  await keep(
    app,
    {
      conditions: {
        all: [unassigned, { fact: 'tags', op: 'is', value: 'tried' }],
      },
      actions: [{ do: 'priority', priority: 'HIGH' }],
    },
    'Nobody has it',
  )
  const ticket = await a.ticket()

  await apply(app, ticket)

  expect((await shown(app, ticket)).priority).toBe('HIGH')
  expect((await decided(app, ticket))[0]?.words).toContain('“Nobody has it” applies')
})

test('a change queues the rules on changes only where there are some', async ({ app, a }) => {
  const ticket = await a.ticket()
  await drain(app)
  await perform(app, null, (work) => prioritiseTicket(work, ticket, 'LOW'))
  expect(await queued(app)).not.toContain('desk.rules')
  await keep(app, {
    scope: 'update',
    fields: ['priority'],
    actions: [{ do: 'tag', tags: ['changed'] }],
  })
  await perform(app, null, (work) => prioritiseTicket(work, ticket, 'HIGH'))
  expect(await queued(app)).toContain('desk.rules')
})

test('a rule on changes hears of each change once, and of no other field', async ({ app, a }) => {
  await keep(app, {
    scope: 'update',
    fields: ['priority'],
    actions: [{ do: 'note', text: 'Priority changed.' }],
  })
  const ticket = await a.ticket()
  const noted = async () =>
    (await read(app, null, (db) => readTimeline(db, ticket))).items.filter(
      ({ kind }) => kind === 'noted',
    ).length

  await perform(app, null, (work) => tagTicket(work, ticket, { add: ['vip'] }))
  await drain(app)
  expect(await noted()).toBe(0)
  await perform(app, null, (work) => prioritiseTicket(work, ticket, 'HIGH'))
  await drain(app)
  expect(await noted()).toBe(1)
  await apply(app, ticket, 'update')
  await perform(app, null, (work) => noteOnTicket(work, ticket, { text: 'Hm.' }))
  await drain(app)
  expect(await noted()).toBe(2)
})

test('rules that set each other off end after ten rounds, visibly', async ({ app, a }) => {
  const ping = { scope: 'update' as const, fields: ['tags' as const] }
  await keep(app, {
    ...ping,
    actions: [
      { do: 'tag', tags: ['a'] },
      { do: 'untag', tags: ['b'] },
    ],
  })
  await keep(app, {
    ...ping,
    actions: [
      { do: 'tag', tags: ['b'] },
      { do: 'untag', tags: ['a'] },
    ],
  })
  const ticket = await a.ticket()

  await perform(app, null, (work) => tagTicket(work, ticket, { add: ['b'] }))
  await drain(app)

  const { items } = await read(app, null, (db) => readTimeline(db, ticket))
  expect(items.map(({ kind }) => kind)).toContain('rules_stopped')
  expect((await decided(app, ticket)).at(-1)?.words).toContain('Rules set each other off 10 times')
})

test('a rule by the clock has its say once, and again when it has matched no more between', async ({
  app,
  a,
  pass,
}) => {
  const id = await keep(app, {
    scope: 'time',
    conditions: {
      all: [
        { fact: 'age', op: 'greater', value: 2 },
        { fact: 'priority', op: 'is', value: 'MEDIUM' },
      ],
    },
    actions: [{ do: 'note', text: 'Two hours have passed.' }],
  })
  const ticket = await a.ticket()
  const ended = await a.ticket({ status: 'resolved' })
  const minute = async () => {
    await perform(app, null, lookByTime)
    await drain(app)
    return (await decided(app, ticket)).length
  }

  expect(await minute()).toBe(0)
  pass(180)
  expect(await minute()).toBe(1)
  expect(await minute()).toBe(1)
  await perform(app, null, (work) => prioritiseTicket(work, ticket, 'HIGH'))
  pass(1)
  expect(await minute()).toBe(1)
  await perform(app, null, (work) => prioritiseTicket(work, ticket, 'MEDIUM'))
  pass(1)
  expect(await minute()).toBe(2)
  await perform(app, null, (work) => changeRule(work, id, { name: 'Another name' }))
  expect(await minute()).toBe(3)
  expect(await decided(app, ended)).toEqual([])
  const fired = await read(app, null, (db) =>
    db.select().from(ruleFirings).where(eq(ruleFirings.ruleId, id)),
  )
  expect(fired.some(({ version }) => version === 2)).toBe(true)
})

test('a rule by the clock that asks for the requester’s other tickets has its say again once those have ended and come anew', async ({
  app,
  a,
  pass,
}) => {
  await keep(app, {
    scope: 'time',
    conditions: {
      all: [
        { fact: 'open_tickets', op: 'greater', value: 0 },
        { fact: 'priority', op: 'is', value: 'HIGH' },
      ],
    },
    actions: [{ do: 'note', text: 'They have asked for something else, too.' }],
  })
  const from = 'ada@example.org'
  const ticket = await a.ticket({ from })
  await perform(app, null, (work) => prioritiseTicket(work, ticket, 'HIGH'))
  const minute = async () => {
    pass(1)
    await perform(app, null, lookByTime)
    await drain(app)
    return (await decided(app, ticket)).length
  }

  expect(await minute()).toBe(0)
  const other = await a.ticket({ from })
  expect(await minute()).toBe(1)
  pass(10)
  expect(await minute()).toBe(1)
  await perform(app, null, (work) => moveTicket(work, other, 'resolved'))
  expect(await minute()).toBe(1)
  await a.ticket({ from })
  expect(await minute()).toBe(2)
})

test('spam is tagged and out of sight, and no rule after it is asked', async ({ app, a }) => {
  await keep(app, { actions: [{ do: 'spam' }] })
  await keep(app, { actions: [{ do: 'priority', priority: 'HIGH' }] })
  const ticket = await a.ticket()
  await apply(app, ticket)
  const [row] = await read(app, null, (db) =>
    db.select().from(tickets).where(eq(tickets.id, ticket)),
  )
  expect(row).toMatchObject({ tags: ['spam'], priority: 'MEDIUM', deletedAt: app.clock() })
})
