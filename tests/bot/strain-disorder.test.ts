import fc from 'fast-check'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { findTickets, readTicket } from '#core/tickets/find.ts'
import { readConversation } from '#core/tickets/story.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { slackChannels } from '#db/schema/slack.ts'
import { drain } from '#tests/support/jobs.ts'
import { type Sink, startSink } from '#tests/support/sink.ts'
import type { Slack } from '#tests/support/slack/start.ts'
import type { Json } from '#tests/support/slack/world.ts'
import { test as base } from './desk-in-slack.ts'

const runs = 6
const moments = 10 // Copies that are told at one moment are told at once.

/** `relay`: takes the desk's mail. A reply leaves after a second. */
const test = base
  .extend('relay', async ({ task: _ }, { onCleanup }) => {
    const relay = await startSink()
    onCleanup(relay.close)
    return relay
  })
  .override('settings', async ({ relay }) => ({ SMTP_URL: relay.url, UNDO_SECONDS: 1 }))

test('a conversation told in any order, in several copies and at once, ends in the same tickets, messages and mails', async ({
  desk,
  slack,
  relay,
}) => {
  await watchAsk(slack, desk.app, desk.home)

  /** Until all is told in Slack. */
  async function quiet() {
    do await desk.pass(2, 2)
    while ((await desk.posts()).some(({ state }) => state === 'waiting'))
  }

  /** Holds the conversation anew, tells of it as it is told to, and says what became of it. */
  async function outcomeOf(tell: (events: Json[]) => Promise<void>) {
    const before = (await tickets(desk.app)).length
    relay.received.splice(0)
    const ids = [
      await desk.a.ticket({ from: 'one@example.org' }),
      await desk.a.ticket({ from: 'two@example.org' }),
    ]
    await quiet()
    const held = slack.hold()
    await converse(slack, ids, async (seconds) => {
      desk.jump(seconds / 60)
      await slack.pass(seconds)
    })
    let events: Json[] = []
    await held.release((all) => {
      events = all
      return []
    })
    await tell(events)
    await desk.pass(4, 1)
    await quiet()
    await desk.pass(600, 300) // What is asked from now on is another request.
    const made = (await tickets(desk.app)).slice(before)
    return {
      events: events.length,
      tickets: await Promise.all(made.map((id) => stateOf(desk.app, id))).then((all) =>
        all.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
      ),
      mails: mailsOf(relay),
    }
  }

  const expected = await outcomeOf(async (events) => {
    for (const body of events) await slack.again({ body })
  })
  expect(expected.tickets).toHaveLength(4)
  expect(expected.mails).toHaveLength(2)

  const copies = fc.array(fc.nat(moments - 1), { minLength: 1, maxLength: 3 })
  const schedule = fc.array(copies, { minLength: expected.events, maxLength: expected.events })
  await fc.assert(
    fc.asyncProperty(schedule, async (told) => {
      const outcome = await outcomeOf(async (events) => {
        for (let moment = 0; moment < moments; moment += 1) {
          const now = events.flatMap((body, n) =>
            (told[n] ?? []).filter((at) => at === moment).map(() => body),
          )
          await Promise.all([...now.map((body) => slack.again({ body })), drain(desk.app)])
        }
      })
      expect(outcome).toEqual(expected)
    }),
    { numRuns: runs, endOnFailure: true },
  )
}, 300_000)

/** What people write, change, take back and point at, under two cards and in a channel where every message asks. */
async function converse(
  slack: Slack,
  ids: TicketId[],
  passes: (seconds: number) => Promise<void>,
): Promise<void> {
  const [ada, ben, cleo] = [slack.person('ada'), slack.person('ben'), slack.person('cleo')]
  const { messages } = slack.channel('support')
  const [one, two] = ids.map((id) => messages.find(({ text }) => text.startsWith(`#${id} `)))
  if (!one || !two) throw new Error('There are no cards')
  const note = await ada.reply(one, 'Frist')
  await ada.react(one, 'eyes')
  await ben.reply(one, '!Pull the plug')
  await ada.edit(note, 'First')
  const gone = await ben.reply(one, 'Never mind')
  await ben.delete(gone)
  await ada.edit(note, 'First, really')
  const slip = await ada.reply(two, '!To the wrong one')
  await ada.delete(slip)
  await ben.reply(two, '!Have you tried water?')
  await ben.react(two, 'rotating_light')
  await cleo.post('ask', 'My screen is black')
  await passes(30)
  await cleo.post('ask', 'And so is my chair')
  await passes(300)
  const again = await cleo.post('ask', 'A new key bord')
  await cleo.edit(again, 'A new keyboard')
  await cleo.reply(again, 'With a cable')
}

async function watchAsk(
  slack: Slack,
  app: App,
  watchTeamId: (typeof slackChannels.$inferInsert)['watchTeamId'],
) {
  slack.addChannel('ask', { members: ['cleo', 'ada', 'deskwire'] })
  const { id } = slack.channel('ask')
  const about = { name: 'ask', isPrivate: false, isArchived: false, isMember: true }
  await perform(app, null, (work) =>
    work.tx.insert(slackChannels).values({ workspaceId: 'T0ACME', id, ...about, watchTeamId }),
  )
}

async function tickets(app: App): Promise<TicketId[]> {
  const { items } = await read(app, null, (db) =>
    findTickets(db, { sort: 'createdAt', limit: 200 }),
  )
  return items.map(({ id }) => id).toSorted((a, b) => a - b)
}

/** What is true of a ticket whatever came first. */
function stateOf(app: App, id: TicketId) {
  return read(app, null, async (db) => {
    const ticket = await readTicket(db, id)
    const { items } = await readConversation(db, id)
    const said = items
      .filter(({ deletedAt }) => deletedAt === null)
      .map(({ visibility, text, author }) => [visibility, author?.name, text].join(' · '))
    return {
      said: said.toSorted(),
      status: ticket.status,
      assignee: ticket.assignee?.name ?? null,
      escalation: ticket.escalation,
    }
  })
}

function mailsOf({ received }: Sink): string[] {
  return received
    .map(({ to, raw }) => `${to} ${/^(Pull|Have|To the).*$/m.exec(raw.toString())?.[0]}`)
    .toSorted()
}
