import { asc } from 'drizzle-orm'
import { expect } from 'vitest'
import type { App } from '#core/app.ts'
import { perform, read } from '#core/app.ts'
import { escalationsOf } from '#core/escalation/history.ts'
import { fireDue } from '#core/sla/fire-due.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import type { TicketRow } from '#core/tickets/find.ts'
import { readConversation } from '#core/tickets/story.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { notifications } from '#db/schema/notifications.ts'
import type { factories } from '#tests/support/factories.ts'
import type { Slack } from '#tests/support/slack/start.ts'
import { cardIn, test } from './desk-in-slack.ts'

type Person = ReturnType<Slack['person']>
type Desk = {
  a: ReturnType<typeof factories>
  pass: (seconds: number, step?: number) => Promise<void>
  ticket: (id: TicketId) => Promise<TicketRow>
}

/** What somebody reads in their own conversation with the bot. */
function dm(slack: Slack, { id }: Person) {
  const own = [...slack.world.channels.values()].find(
    ({ kind, members }) => kind === 'im' && members.has(id),
  )
  return own ? slack.channel(own.id).messages : []
}

/** Ada has taken a ticket in Slack, so the desk knows who she is there. */
async function adaOf({ a, pass, ticket }: Desk, slack: Slack, ada: Person): Promise<PersonId> {
  const id = await a.ticket()
  await pass(3)
  await ada.react(cardIn(slack), 'eyes')
  await pass(1)
  const { assignee } = await ticket(id)
  if (!assignee) throw new Error('Ada has not got it')
  return assignee.id
}

function states(app: App) {
  const { state, attempts, by } = notifications
  return read(app, null, (db) =>
    db.select({ state, attempts, by }).from(notifications).orderBy(asc(notifications.id)),
  )
}

test('an escalation calls the assignee in the thread and alone, and Acknowledge stops it', async ({
  desk,
  slack,
  ada,
  ben,
}) => {
  const { app } = desk
  const id = await desk.a.ticket({ text: 'Hey <@U123> <!channel>' })
  await desk.pass(3)
  await ada.react(cardIn(slack), 'eyes')
  await desk.pass(2)
  await ben.react(cardIn(slack), 'rotating_light')
  await desk.pass(5)
  const line = cardIn(slack).replies.find(({ text }) => text.includes('escalated this'))
  expect(line?.text).toContain('Ben escalated this: 🚨 in Slack')
  expect(line?.buttons).toEqual(['escalation.acknowledge'])
  const [alone] = dm(slack, ada)
  expect(alone?.text).toContain(`#${id} is escalated: 🚨 in Slack`)
  if (!alone) throw new Error('Ada was not told')
  await ada.press(alone, 'escalation.acknowledge')
  await desk.pass(5)
  expect(await read(app, null, (db) => escalationsOf(db, id))).toMatchObject([
    { acknowledgedBy: 'Ada', endedAt: expect.any(Date) },
  ])
  expect(dm(slack, ada)[0]?.buttons).toEqual([])
  expect(cardIn(slack).replies.map(({ text }) => text)).toContain('👍 Ada acknowledged this')
  const redrawn = cardIn(slack).replies.find(({ text }) => text.includes('escalated this'))
  expect(redrawn?.buttons).toEqual([])
  expect(slack.refusals()).toEqual([])
})

test('a warning calls the assignee by name in the thread', async ({ desk, slack, ada }) => {
  await desk.a.ticket()
  await desk.pass(3)
  await ada.react(cardIn(slack), 'eyes')
  await desk.pass(2)
  desk.jump(6.4 * 60)
  await perform(desk.app, null, fireDue)
  await desk.pass(4)
  const line = cardIn(slack).replies.find(({ text }) => text.includes('due soon'))
  expect(JSON.stringify(line?.raw)).toContain(ada.id)
  expect(slack.refusals()).toEqual([])
})

test('a notification whose answer got lost is found again, and told once', async ({
  desk,
  slack,
  ada,
}) => {
  const agent = await adaOf(desk, slack, ada)
  const id = await desk.a.ticket()
  await desk.pass(3)
  slack.fail('chat.postMessage', { kind: 'broken', applied: true }, { times: 1 })
  await perform(desk.app, null, (work) => assignTicket(work, id, agent))
  await desk.pass(30, 1)
  const posts = dm(slack, ada).filter(({ text }) => text.includes('gave you'))
  expect(posts).toHaveLength(1)
  expect(await states(desk.app)).toEqual([{ state: 'sent', attempts: 2, by: 'slack' }])
})

test('who cannot be written to in Slack is told by mail', async ({ desk, slack, ada }) => {
  const agent = await adaOf(desk, slack, ada)
  const id = await desk.a.ticket()
  await desk.pass(3)
  slack.fail('conversations.open', { kind: 'refused', error: 'user_disabled' })
  await perform(desk.app, null, (work) => assignTicket(work, id, agent))
  await desk.pass(2)
  expect(await states(desk.app)).toEqual([{ state: 'failed', attempts: 1, by: 'email' }]) // It has no relay.
})

test('an agent who has done nothing in Slack yet is told there that a note names them', async ({
  desk,
  slack,
  ada,
  ben,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  await ada.reply(cardIn(slack), 'Can you look at this, @ben?')
  await desk.pass(5)
  const { items } = await read(desk.app, null, (db) => readConversation(db, id))
  expect(items.at(-1)?.text).toBe('Can you look at this, @Ben?')
  expect(dm(slack, ben).map(({ text }) => text)).toEqual([
    expect.stringContaining(`Ada mentioned you in a note on #${id}`),
  ])
})
