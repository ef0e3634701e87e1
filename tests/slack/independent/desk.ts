import { createEmulator } from 'emulate'
import { answerSlack } from '#bot/start.ts'
import { startConsole } from '#console/server.ts'
import { perform } from '#core/app.ts'
import { addAgent } from '#core/people/agents.ts'
import { manifest } from '#core/slack/setup-manifest.ts'
import { setTeamInSlack } from '#core/slack/setup-team.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'
import { webClient } from '#tests/slack/slack-test.ts'
import { testApp } from '#tests/support/app.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { factories } from '#tests/support/factories.ts'
import { Browser, password } from '#tests/support/http.ts'
import { drain } from '#tests/support/jobs.ts'
import { startSink } from '#tests/support/sink.ts'
import { test as base } from '#tests/support/test.ts'
import { addToSlack } from './add-to-slack.ts'
import { telling } from './tell.ts'
import { startWire } from './wire.ts'

const client = { client_id: '1.2', client_secret: 'a client secret for tests' }

/** Slack's name for the bot. */
export const botUser = 'U0BOT'

/**
 * The desk beside a Slack that others have written: npm's `emulate`, which knows the same permissions. `relay` takes
 * the desk's mail; `desk` has an admin, and Ada as an agent. `slack` is the workspace Acme with #support, where ada and
 * cleo are; what the desk asks of it goes over `slack.wire`. `ada`, `cleo`: Slack's own client with their tokens.
 * `channel`: #support, once Acme is added to the desk and its team works there.
 */
export const test = base
  .extend('relay', async ({ task: _ }, { onCleanup }) => {
    const relay = await startSink()
    onCleanup(relay.close)
    return relay
  })
  .extend('desk', async ({ relay }, { onCleanup }) => {
    const database = await cloneDatabase()
    const made = await testApp(database.runtimeUrl, {
      SMTP_URL: relay.url,
      SLACK_CLIENT_ID: client.client_id,
      SLACK_CLIENT_SECRET: client.client_secret,
      SLACK_SIGNING_SECRET: 'a signing secret for tests',
    })
    const { app } = made
    const site = await startConsole(app, answerSlack(app))
    onCleanup(async () => {
      await site.close()
      closeTransport(app)
      await made.close()
      await database.drop()
    })
    const url = `http://127.0.0.1:${site.port}`
    const a = factories(app)
    const home = await a.homeTeam()
    const people = { Admin: 'admin', Ada: 'agent' } as const
    await perform(app, null, async (work) => {
      for (const [name, role] of Object.entries(people)) {
        const email = `${name.toLowerCase()}@desk.test`
        await addAgent(work, { email, name, role, teamIds: [home], password })
      }
    })

    /** The admin's browser. */
    async function admin() {
      const browser = new Browser(url)
      await browser.signIn('admin@desk.test')
      return browser
    }

    /** Lets time pass for the desk, and does what falls due. */
    async function pass(seconds: number) {
      await drain(app)
      for (let passed = 0; passed < seconds; passed += 1) {
        made.pass(1 / 60)
        await drain(app)
      }
    }

    return { app, a, home, address: site.url, admin, pass, tell: telling(app, url) }
  })
  .extend('slack', async ({ desk }, { onCleanup }) => {
    const emulator = await createEmulator({
      service: 'slack',
      port: 0,
      seed: {
        slack: {
          team: { name: 'Acme', domain: 'acme' },
          strict_scopes: true,
          users: [
            { name: 'ada', real_name: 'Ada', email: 'ada@desk.test' },
            { name: 'cleo', real_name: 'Cleo', email: 'cleo@acme.test' },
          ],
          channels: [{ name: 'support' }],
          oauth_apps: [
            {
              ...client,
              app_id: 'A0DESK',
              name: 'Deskwire',
              bot_user_id: botUser,
              scopes: manifest.scopes,
              redirect_uris: [`${desk.address}/slack/oauth_redirect`],
            },
          ],
          tokens: ['ada', 'cleo'].map((user) => ({ token: `xoxp-${user}`, type: 'user', user })),
        },
      },
    })
    const wire = await startWire(emulator.url)
    onCleanup(async () => {
      wire.close()
      await emulator.close()
    })
    desk.app.env.SLACK_API_URL = `${wire.url}/api/`
    desk.app.env.SLACK_FILE_HOSTS = [new URL(emulator.url).host]
    return { url: emulator.url, wire }
  })
  .extend('ada', ({ slack }) => webClient(slack, 'xoxp-ada'))
  .extend('cleo', ({ slack }) => webClient(slack, 'xoxp-cleo'))
  .extend('channel', async ({ desk, slack, ada }) => {
    await addToSlack(await desk.admin(), slack.url)
    await perform(desk.app, null, (work) =>
      setTeamInSlack(work, desk.home, { slackChannel: '#support' }),
    )
    const { user_id: user = '' } = await ada.auth.test()
    const known = await ada.users.info({ user })
    // Emulate confirms nobody's address, without which the desk takes nobody for an agent.
    await desk.tell({ type: 'user_change', user: { ...known.user, is_email_confirmed: true } })
    await desk.pass(1)
    const { channels = [] } = await ada.conversations.list()
    return channels.find(({ name }) => name === 'support')?.id ?? ''
  })
