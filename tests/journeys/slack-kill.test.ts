/// <reference types="vite/client" />
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, vi } from 'vitest'
import { perform } from '#core/app.ts'
import { addAgent } from '#core/people/agents.ts'
import { addMailbox, addTeam } from '#core/teams/teams.ts'
import { asOwner } from '#tests/support/database.ts'
import { dataFolder, startDeskwire } from '#tests/support/process.ts'
import { startSink } from '#tests/support/sink.ts'
import { runningClock } from '#tests/support/slack/clock.ts'
import { type Slack, startSlack } from '#tests/support/slack/start.ts'
import { test } from '#tests/support/test.ts'

/** Five moments, others each time. All, ten times: `npm test -- --mode full tests/journeys/slack-kill.test.ts`. */
const isFull = import.meta.env.MODE === 'full'
const kills = 5
const names = ['red', 'blue', 'green', 'black']
const patienceMs = 60_000

/** When a desk is killed: once a number of rows grows, Slack or the relay has done its part, or so long after. */
interface Moment {
  once: 'told' | 'mailed' | `called ${string}` | `counted ${string}`
  laterMs?: number // At most; any time within it.
}

/** Between any two steps of a reply from Slack, and of a card. */
const moments: Moment[] = [
  { once: 'told' }, // Kept, not worked.
  { once: 'told', laterMs: 200 },
  { once: 'counted outbound' }, // Written; it can still be taken back.
  { once: 'called reactions.add' }, // Its receipt is on it, and nobody knows.
  { once: `counted outbound where state <> 'queued'` }, // Composed.
  { once: 'mailed' }, // The relay has it, and has not said so.
  { once: 'mailed', laterMs: 30 },
  { once: 'counted slack_links where receipt is not null' },
  { once: 'called chat.postMessage' }, // A card stands, and nobody knows.
  { once: 'called chat.postMessage', laterMs: 30 },
  { once: 'counted slack_threads where ts is not null' },
  { once: 'called chat.update' },
  { once: 'told', laterMs: 4000 },
]

test(
  'killed between any two steps of a reply from Slack and of a card, each makes one mail and one card',
  async ({ own }) => {
    const heard: { mailed?: () => void; called?: (method: string) => void } = {}
    const relay = await startSink(() => void heard.mailed?.())
    const slack = await startSlack({
      clock: runningClock(),
      onCall: () => heard.called?.(slack.calls().at(-1)?.method ?? ''),
    })
    onTestFinished(async () => {
      await slack.close()
      await relay.close()
    })
    const { SLACK_API_URL, SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN } = slack.env
    const env = {
      DATABASE_URL: own.database.ownerUrl,
      DESKWIRE_DATA: dataFolder(),
      DESKWIRE_ROLES: 'console,worker',
      SMTP_URL: relay.url,
      UNDO_SECONDS: '1',
      ...{ SLACK_API_URL, SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN },
    }
    Object.assign(own.app.env, { SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN })
    const ada = slack.addPerson('ada')
    for (const name of names) slack.addChannel(name, { members: ['ada', 'deskwire'] })
    const teams = await perform(own.app, null, async (work) => {
      const teamIds = []
      for (const name of names) {
        const teamId = await addTeam(work, name, `#${name}`)
        await addMailbox(work, { address: `${name}@desk.test`, name, teamId })
        teamIds.push(teamId)
      }
      await addAgent(work, { email: 'ada@desk.test', name: 'Ada', role: 'agent', teamIds })
      return teamIds
    })

    const start = async () => {
      const desk = await startDeskwire(env)
      slack.connect(`http://127.0.0.1:${desk.http}/slack/events`)
      await tellAgain(slack)
      return desk
    }
    let tickets = 0
    let replies = 0
    const open = async () => {
      for (const team of teams) await own.a.ticket({ team, subject: `Ticket ${++tickets}` })
    }
    const count = (what: string) =>
      asOwner(own.database.ownerUrl, async (sql) => {
        const [row] = await sql.unsafe(`select count(*)::int as count from ${what}`)
        return Number(row?.count)
      })

    let desk = await start()
    onTestFinished(() => desk.kill())
    await open()
    await vi.waitFor(() => expect(cardsIn(slack)).toHaveLength(names.length), {
      timeout: patienceMs,
      interval: 50,
    })
    for (const moment of chosen()) {
      const { once, laterMs = 0 } = moment
      const [kind, what = ''] = once.split(/ (.*)/)
      const strike = Promise.withResolvers<void>()
      const { kill } = desk
      const end = () => strike.resolve(laterMs ? sleep(Math.random() * laterMs).then(kill) : kill())
      heard.called = (method) => kind === 'called' && method === what && end()
      heard.mailed = () => kind === 'mailed' && end()
      const watching = kind === 'counted' ? grows(() => count(what)).then(end) : undefined
      const writing = (async () => {
        await open()
        for (const name of names) {
          const card = cardsIn(slack, [name]).at(-1)
          if (card) await ada.reply(card, `!Answer ${++replies}.`)
          if (kind === 'told') end()
        }
      })()
      await within(strike.promise, JSON.stringify(moment))
      await Promise.all([writing, watching])
      heard.called = undefined
      heard.mailed = undefined
      await hourPasses(own.database.ownerUrl)
      desk = await start()
    }
    await vi.waitFor(
      async () => {
        expect(await count(`slack_inbox where state = 'received'`)).toBe(0)
        expect(await count(`outbound where state <> 'sent'`)).toBe(0)
        expect(await count(`slack_posts where state <> 'shown'`)).toBe(0)
        expect(await count(`pgboss.job where name = 'slack.show' and state < 'completed'`)).toBe(0)
        expect(cardsIn(slack)).toHaveLength(tickets)
      },
      { timeout: 3 * patienceMs, interval: 500 },
    )

    const posts = [...slack.world.channels.values()].flatMap(({ messages }) => messages)
    const keys = posts.flatMap(({ metadata }) => (metadata ? [JSON.stringify(metadata)] : []))
    expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted())
    const ids = Map.groupBy(relay.received, ({ raw }) => answerIn(raw))
    expect([...ids.keys()].toSorted()).toEqual(
      Array.from({ length: replies }, (_, n) => `Answer ${n + 1}.`).toSorted(),
    )
    for (const copies of ids.values())
      for (const { raw } of copies) expect(copies[0]?.raw.equals(raw)).toBe(true)
    expect(await count(`messages where direction = 'outbound'`)).toBe(replies)
    const written = cardsIn(slack).flatMap((card) => card.replies.filter(({ by }) => by === 'ada'))
    expect(written.map(({ reactions }) => reactions)).toEqual(
      written.map(() => ({ email: ['deskwire'] })),
    )
  },
  isFull ? 3_600_000 : 500_000,
)

function chosen(): Moment[] {
  if (isFull) return Array.from({ length: 10 }, () => moments).flat()
  const inDisorder = moments.map((moment) => ({ moment, at: Math.random() }))
  return inDisorder
    .toSorted((a, b) => a.at - b.at)
    .slice(0, kills)
    .map(({ moment }) => moment)
}

/** Without the digest, which comes in between when the clock strikes its hour. */
function cardsIn(slack: Slack, which = names) {
  const messages = which.flatMap((name) => slack.channel(name).messages)
  return messages.filter(({ text }) => text.startsWith('#'))
}

function answerIn(raw: Buffer): string {
  return /^Answer \d+\./m.exec(raw.toString('latin1'))?.[0] ?? 'no answer'
}

/** What was not answered 200 is told again, as Slack does a minute later. */
async function tellAgain(slack: Slack): Promise<void> {
  const told = Map.groupBy(slack.deliveries('message'), ({ body }) => body.event_id)
  const unheard = [...told.values()].filter((copies) =>
    copies.every(({ attempts }) => attempts.every(({ answer }) => answer.status !== 200)),
  )
  for (const [delivery] of unheard) if (delivery) await slack.again(delivery)
}

async function grows(count: () => Promise<number>): Promise<void> {
  const before = await count()
  while ((await count()) <= before) await sleep(2)
}

function within(strike: Promise<void>, moment: string): Promise<void> {
  const late = AbortSignal.timeout(patienceMs)
  return Promise.race([
    strike,
    new Promise<never>((_, reject) =>
      late.addEventListener('abort', () => reject(new Error(`It never came to ${moment}`))),
    ),
  ])
}

/** What a desk that is down would wait for: claims of the dead end. */
function hourPasses(url: string): Promise<unknown> {
  return asOwner(url, async (sql) => {
    await sql`update outbound set locked_until = locked_until - interval '1 hour' where state = 'sending'`
    await sql`update slack_channels set locked_until = null`
    await sql`update pgboss.job set state = 'retry', start_after = now() where state = 'active'`
  })
}
