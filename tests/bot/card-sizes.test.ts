import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ticketCard } from '#bot/card/card.ts'
import { noForm, requestForm } from '#bot/creating/form.ts'
import { homeRow } from '#bot/home/row.ts'
import { agentHome } from '#bot/home/view.ts'
import { aboutBlocks } from '#bot/menu/about.ts'
import { viewOf } from '#bot/menu/details.ts'
import { macroForm } from '#bot/menu/macro-form.ts'
import { chooseForm, confirmForm } from '#bot/menu/merge-form.ts'
import { eventsLine } from '#bot/outbox/event-line.ts'
import { messagePost } from '#bot/outbox/event-post.ts'
import { replyForm } from '#bot/reply/form.ts'
import { fallback, oneLine } from '#bot/text/plain.ts'
import { bareUnfurl, fullUnfurl } from '#bot/unfurl/words.ts'
import type { MacroId, MessageId, PersonId, TeamId } from '#db/schema/columns.ts'
import { outboundState, slaStatus, ticketPriority, ticketStatus } from '#db/schema/enums.ts'
import { judgeBlocks, judgeView } from '#tests/support/slack/block-kit.ts'
import { holds, id, maybe, moment, name, post, words } from './anything.ts'

const address = fc.string({ maxLength: 60 }).map((part) => `${part}@example.org`)
const tag = fc.stringMatching(/^[a-z0-9][a-z0-9 _.:/+&-]{0,49}$/)
const team = fc.record({
  id: fc.integer({ min: 1 }).map((number) => number as TeamId),
  name: name.filter((given) => oneLine(given, 80) !== ''), // As teams are made.
})
const person = fc.record({ id: fc.nat().map((n) => n as PersonId), name })

const ticket = fc.record({
  id,
  subject: words,
  status: fc.constantFrom(...ticketStatus.enumValues),
  priority: fc.constantFrom(...ticketPriority.enumValues),
  escalation: fc.nat({ max: 100 }),
  reopened: fc.nat(),
  sensitive: fc.boolean(),
  requester: fc.record({ id: fc.nat().map((n) => n as PersonId), name, email: maybe(address) }),
  assignee: maybe(person),
  team,
  tags: fc.uniqueArray(tag, { maxLength: 50 }),
  slaStatus: fc.constantFrom(...slaStatus.enumValues),
  slaDueAt: maybe(moment),
  slaWarnAt: maybe(moment),
  snoozedUntil: maybe(moment),
  openedAt: moment,
  updatedAt: moment,
  firstResponseAt: maybe(moment),
  lastRequesterMessageAt: maybe(moment),
  lastAgentMessageAt: maybe(moment),
  resolvedAt: maybe(moment),
  closedAt: maybe(moment),
  archivedAt: fc.constant(null),
  followsId: fc.constant(null),
  mergedIntoId: maybe(id),
})

const link = 'https://desk.example.com/tickets/1'

test('whatever a ticket says, Slack takes its card, and nobody is called by it', () => {
  const facts = fc.record({
    ticket,
    watchers: fc.array(name, { maxLength: 40 }),
    preview: words,
    repliesByDefault: fc.boolean(),
    hidden: fc.constantFrom(null, null, null, 'sensitive', 'deleted', 'elsewhere'),
  })
  holds(facts, ({ ticket: { assignee, ...rest }, ...more }) => {
    const seated = assignee && { name: assignee.name, slackId: 'U0123' }
    const card = ticketCard({ ...rest, ...more, link, assignee: seated })
    const calls = /"type":"(user|usergroup|broadcast|channel)"/.test(JSON.stringify(card.blocks))
    return [...post(card), ...(calls ? ['it calls somebody'] : [])]
  })
})

test('whatever a ticket says, Slack takes its unfurls and a Home full of it', () => {
  const home = { tab: 'mine', teamId: null, priority: null, cursor: 'x' } as const
  const lists = fc.record({
    tickets: fc.array(ticket, { maxLength: 20 }),
    teams: fc.uniqueArray(team, {
      maxLength: 120,
      selector: ({ id }) => id,
    }),
    notice: fc.option(words, { nil: undefined }),
  })
  fc.assert(
    fc.property(lists, ({ tickets, teams, notice }) => {
      const once = [...new Map(tickets.map((one) => [one.id, one])).values()]
      const rows = once.map((one) =>
        homeRow({ ...one, thread: null }, { console: link, thread: null }),
      )
      expect(judgeView(agentHome({ home, menu: [], teams, rows, next: 'y', notice }))).toEqual([])
    }),
    { numRuns: 60 },
  )
  holds(ticket, (one) => [
    ...judgeBlocks(fullUnfurl(one).blocks, 'message'),
    ...judgeBlocks(bareUnfurl(one.id).blocks, 'message'),
  ])
})

test('whatever a ticket says, Slack takes the forms of its menu', () => {
  const menu = fc.record({
    ticket,
    other: ticket,
    teams: fc.uniqueArray(team, {
      maxLength: 150,
      minLength: 1,
      selector: ({ id }) => id,
    }),
    text: words,
    does: fc.array(words, { maxLength: 10 }),
    note: fc.boolean(),
    watches: fc.boolean(),
  })
  holds(menu, ({ ticket: one, other, teams, text, does, note, watches }) => [
    ...judgeView(viewOf(one, teams)),
    ...judgeView(chooseForm(one.id)),
    ...judgeView(confirmForm(one, other)),
    ...judgeView(
      macroForm(one.id, { id: 7 as MacroId, name: one.requester.name, note, text, does }),
    ),
    ...judgeBlocks(aboutBlocks(one.id, { words: text || 'x', link, watches }), 'message'),
    ...judgeView(noForm(text || 'x')),
    ...judgeView(
      requestForm({
        metadata: '',
        subject: one.subject,
        quoted: text,
        teams,
        team: undefined,
        requester: 'U1',
      }),
    ),
  ])
})

test('whoever an answer goes to and whatever came meanwhile, Slack takes the form to answer with', () => {
  const addresses = fc.array(address, { maxLength: 50 })
  const newer = fc.record({
    id: fc.nat().map((n) => n as MessageId),
    direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    author: maybe(name),
    address: maybe(address),
    text: words,
  })
  const facts = fc.record({
    ticket: id,
    to: addresses,
    cc: addresses,
    inSlack: fc.boolean(),
    changes: fc.record({ added: addresses, dropped: addresses, newDomains: addresses }),
    seen: fc.nat(),
    newer: fc.array(newer, { maxLength: 3 }),
  })
  holds(facts, (one) => judgeView(replyForm(one, { round: 0 })))
})

test('whatever was said or done, Slack takes the post that tells of it', () => {
  const said = fc.record({
    direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    visibility: fc.constantFrom('public' as const, 'internal' as const),
    automatic: fc.boolean(),
    author: maybe(name),
    address: maybe(address),
    text: words,
    visibleText: words,
    html: maybe(words.map((text) => `<p>${text}</p>`)),
    withdrawnAt: maybe(moment),
    editedAt: maybe(moment),
    deletedAt: maybe(moment),
    delivery: maybe(
      fc.record({
        state: fc.constantFrom(...outboundState.enumValues),
        to: fc.array(address),
        cc: fc.array(address),
        reason: maybe(words),
      }),
    ),
    files: fc.array(words, { maxLength: 12 }),
  })
  holds(said, (one) => post(messagePost(one, link)))
  const kinds = fc.constantFrom('claimed', 'assigned', 'prioritised', 'moved', 'resolved', 'noted')
  const happened = fc.record({
    kind: kinds,
    who: name,
    assignee: maybe(name),
    changes: fc.record({ priority: fc.tuple(words, words), status: fc.tuple(words, words) }),
  })
  holds(fc.array(happened, { minLength: 1, maxLength: 12 }), (all) => {
    const line = eventsLine(all)
    if (line === undefined) return []
    const blocks = [{ type: 'context', elements: [{ type: 'plain_text', text: line }] }]
    return post({ text: fallback(line), blocks })
  })
})
