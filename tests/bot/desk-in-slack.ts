import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { sql } from 'drizzle-orm'
import { expect, vi } from 'vitest'
import { connectByToken } from '#bot/connect.ts'
import { slackDoor } from '#bot/intake/http.ts'
import { type App, perform, read } from '#core/app.ts'
import type { Env } from '#core/env.ts'
import { addAgent } from '#core/people/agents.ts'
import { manifest } from '#core/slack/setup-manifest.ts'
import { readTicket } from '#core/tickets/find.ts'
import { readConversation } from '#core/tickets/story.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { slackInbox, slackPosts } from '#db/schema/slack.ts'
import { teams } from '#db/schema/teams.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'
import { testApp } from '#tests/support/app.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { factories } from '#tests/support/factories.ts'
import { drain } from '#tests/support/jobs.ts'
import { type Slack, type SlackOptions, startSlack } from '#tests/support/slack/start.ts'
import { test as base } from '#tests/support/test.ts'

/** The app that an operator makes: its permissions have to be enough for all that is tested here. */
const { scopes, events } = manifest

/**
 * `slack`: a strict Slack with #support, where the bot, ada and ben are; cleo is in no team of the desk. `desk`: a desk
 * on a database of its own that listens to it; both live by one clock. ada and ben are agents of the home team,
 * which works in #support.
 */
export const test = base
  .extend('settings', async (): Promise<Partial<Env>> => ({}))
  .extend('slackOptions', async (): Promise<SlackOptions> => ({}))
  .extend('slack', async ({ slackOptions }, { onCleanup }) => {
    const slack = await startSlack({ app: { scopes, events }, ...slackOptions })
    onCleanup(slack.close)
    for (const name of ['ada', 'ben', 'cleo']) slack.addPerson(name)
    slack.addChannel('support', { members: ['ada', 'ben', 'cleo', 'deskwire'] })
    return slack
  })
  .extend('desk', async ({ slack, settings }, { onCleanup }) => {
    const database = await cloneDatabase()
    const { SLACK_API_URL, SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN } = slack.env
    const env = { SLACK_API_URL, SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN, UNDO_SECONDS: 15 }
    const made = await testApp(database.runtimeUrl, {
      ...env,
      PUBLIC_URL: 'https://desk.test',
      ...settings,
    })
    const { app } = made
    const server = await listen(app)
    onCleanup(async () => {
      server.closeAllConnections()
      server.close()
      closeTransport(app)
      await made.close()
      await database.drop()
    })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
    slack.connect(url)
    await connectByToken(app)
    const a = factories(app)
    const asked = questions(app)
    const home = await a.homeTeam()
    await perform(app, null, async (work) => {
      await work.tx.update(teams).set({ slackChannel: '#support' })
      for (const name of ['ada', 'ben'])
        await addAgent(work, {
          email: `${name}@desk.test`,
          name: name.charAt(0).toUpperCase() + name.slice(1),
          role: 'agent',
          teamIds: [home],
        })
    })

    /** Clicks are answered before they are worked; this waits for that. */
    const worked = () =>
      vi.waitFor(
        async () => {
          const clicks = (await asked.events()).filter(
            ({ payload }) => payload.type !== 'event_callback',
          )
          expect(clicks.map(({ state }) => state)).not.toContain('received')
        },
        { interval: 10, timeout: 5000 },
      )

    /** Lets time pass on both sides, by steps, and does what falls due at each. */
    async function pass(seconds: number, step = 0.25) {
      await worked()
      await drain(app)
      for (let passed = 0; passed < seconds; passed += step) {
        made.pass(step / 60)
        await slack.pass(step)
        await drain(app)
      }
      await slack.settled()
      await drain(app)
    }

    return { app, a, home, url, pass, jump: made.pass, worked, ...asked }
  })
  .extend('ada', ({ slack }) => slack.person('ada'))
  .extend('ben', ({ slack }) => slack.person('ben'))

function questions(app: App) {
  return {
    ticket: (id: TicketId) => read(app, null, (db) => readTicket(db, id)),
    said: async (id: TicketId) =>
      (await read(app, null, (db) => readConversation(db, id))).items.map(
        ({ visibility, channel, text, author }) => ({
          visibility,
          channel,
          text,
          by: author?.name,
        }),
      ),
    events: () => read(app, null, (db) => db.select().from(slackInbox).orderBy(slackInbox.id)),
    posts: () => read(app, null, (db) => db.select().from(slackPosts).orderBy(slackPosts.id)),
    outbound: () =>
      read(app, null, async (db) => [
        ...(await db.execute<{ state: string }>(sql`select state from outbound order by id`)),
      ]),
  }
}

/** The card of the only ticket, and what hangs on it. */
export function cardIn(slack: Slack, channel = 'support') {
  const [card] = slack.channel(channel).messages.filter(({ raw }) => raw.app_id && raw.blocks)
  if (!card) throw new Error(`There is no card in ${channel}`)
  return card
}

function listen(app: App): Promise<Server> {
  const server = createAdaptorServer({
    fetch: slackDoor(app).fetch,
    overrideGlobalObjects: false,
  }) as Server
  return new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve(server)))
}
