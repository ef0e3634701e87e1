import { expect } from 'vitest'
import { askAboutInstalled, connectByToken } from '#bot/connect.ts'
import { answerSlack } from '#bot/start.ts'
import { startConsole } from '#console/server.ts'
import { type App, perform, read } from '#core/app.ts'
import type { Env } from '#core/env.ts'
import { addAgent } from '#core/people/agents.ts'
import { manifest } from '#core/slack/setup-manifest.ts'
import { setTeamInSlack } from '#core/slack/setup-team.ts'
import type { AgentRole } from '#db/schema/enums.ts'
import { slackWorkspaces } from '#db/schema/slack.ts'
import { testApp } from '#tests/support/app.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { factories } from '#tests/support/factories.ts'
import { Browser, password } from '#tests/support/http.ts'
import { drain } from '#tests/support/jobs.ts'
import { atOneAddress } from '#tests/support/slack/one-address.ts'
import { type Slack, startSlack } from '#tests/support/slack/start.ts'
import { test as base } from '#tests/support/test.ts'
import { cardIn } from './desk-in-slack.ts'

const { scopes, events } = manifest

/**
 * `acme`, `beta`: two workspaces of one Slack, in each #support with the bot. `desk`: one that answers at an address
 * without a setting for it, whose admins add workspaces.
 */
const test = base
  .extend('teams', async () => ({
    acme: { id: 'T0ACME', name: 'Acme', domain: 'acme' },
    beta: { id: 'T0BETA', name: 'Beta', domain: 'beta' },
  }))
  .extend('acme', ({ teams }, { onCleanup }) => workspace(onCleanup, teams.acme))
  .extend('beta', ({ teams }, { onCleanup }) => workspace(onCleanup, teams.beta))
  .extend('desk', async ({ acme, beta }, { onCleanup }) => {
    const database = await cloneDatabase()
    const slack = await atOneAddress([acme, beta])
    const { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_SIGNING_SECRET } = acme.env
    const made = await testApp(database.runtimeUrl, {
      SLACK_API_URL: slack.url,
      ...{ SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_SIGNING_SECRET },
    })
    const { app } = made
    const site = await startConsole(app, answerSlack(app))
    onCleanup(async () => {
      await site.close()
      slack.close()
      await made.close()
      await database.drop()
    })
    const url = `http://127.0.0.1:${site.port}`
    for (const one of [acme, beta]) one.connect(`${url}/slack/events`)
    const a = factories(app)

    async function signedIn(role: AgentRole) {
      const email = `${role}${site.port}@desk.test`
      const agent = { email, name: role, role, teamIds: [await a.homeTeam()], password }
      await perform(app, null, (work) => addAgent(work, agent))
      const browser = new Browser(url)
      await browser.signIn(email)
      return browser
    }

    /** Lets time pass everywhere, until what waits has been sent. */
    async function pass(seconds: number) {
      await drain(app)
      for (let passed = 0; passed < seconds; passed += 1) {
        made.pass(1 / 60)
        await Promise.all([acme.pass(1), beta.pass(1)])
        await drain(app)
      }
    }

    return { app, a, site, url, signedIn, pass, jump: made.pass }
  })

async function workspace(
  onCleanup: (todo: () => Promise<void>) => void,
  team: { id: string; name: string; domain: string },
) {
  const slack = await startSlack({ app: { scopes, events }, team })
  onCleanup(slack.close)
  slack.addPerson('ada')
  slack.addChannel('support', { members: ['ada', 'deskwire'] })
  return slack
}

/** Sends a browser to Slack, answers there, and tells where it was led back to. */
async function consent(browser: Browser, slack: Slack, answer: 'yes' | 'no' = 'yes') {
  const asked = await browser.get('/slack/install')
  const page = new URL(asked.headers.get('location') ?? '')
  const said = await fetch(`${slack.url}${page.pathname}${page.search}&approve=${answer}`, {
    redirect: 'manual',
  })
  const back = new URL(said.headers.get('location') ?? '')
  return back.pathname + back.search
}

async function add(browser: Browser, slack: Slack) {
  const answer = await browser.get(await consent(browser, slack))
  return answer.headers.get('location')
}

function workspaces(app: App) {
  return read(app, null, (db) => db.select().from(slackWorkspaces).orderBy(slackWorkspaces.id))
}

test('an admin adds a workspace, and cards that lead to this desk appear there', async ({
  desk,
  acme,
}) => {
  const admin = await desk.signedIn('admin')
  expect(await add(admin, acme)).toBe('/settings/slack?added=T0ACME')
  const [row] = await workspaces(desk.app)
  expect(row).toMatchObject({ name: 'Acme', appId: 'A0DESK', scopes, problem: null })
  expect(row?.token?.toString('latin1')).not.toContain('xoxb')

  const home = await desk.a.homeTeam()
  await perform(desk.app, null, (work) => setTeamInSlack(work, home, { slackChannel: '#support' }))
  const id = await desk.a.ticket()
  await desk.pass(2)
  expect(JSON.stringify(cardIn(acme).raw.blocks)).toContain(
    `http://localhost:${desk.site.port}/tickets/${id}`,
  )
})

test('two workspaces work side by side, each with its own token and channels', async ({
  desk,
  acme,
  beta,
}) => {
  const admin = await desk.signedIn('admin')
  await add(admin, acme)
  await add(admin, beta)
  beta.addChannel('billing', { members: ['ada', 'deskwire'] })
  const [home, billing] = [await desk.a.homeTeam(), await desk.a.team('Billing')]
  await perform(desk.app, null, async (work) => {
    await setTeamInSlack(work, home, { slackChannel: acme.channel('support').id })
    await setTeamInSlack(work, billing, { slackChannel: '#billing' })
  })
  await desk.a.ticket({ subject: 'For Acme' })
  await desk.a.ticket({ subject: 'For Beta', team: billing })
  await desk.pass(3)
  const said = [acme.channel('support'), beta.channel('billing'), beta.channel('support')]
  expect(said.map((channel) => channel.transcript().join())).toEqual([
    expect.stringMatching(/^(?!.*For Beta).*For Acme/),
    expect.stringMatching(/^(?!.*For Acme).*For Beta/),
    '',
  ])

  await acme.person('root').uninstallApp()
  await desk.pass(1)
  expect(await workspaces(desk.app)).toMatchObject([
    { id: 'T0ACME', disconnectedAt: expect.any(Date), problem: expect.stringContaining('Install') },
    { id: 'T0BETA', disconnectedAt: null },
  ])
})

test('what waits while the app is out of a workspace is told once it is added again', async ({
  desk,
  acme,
}) => {
  const admin = await desk.signedIn('admin')
  await add(admin, acme)
  const home = await desk.a.homeTeam()
  await perform(desk.app, null, (work) => setTeamInSlack(work, home, { slackChannel: '#support' }))
  await desk.pass(1)
  await acme.person('root').revokeTokens()
  await desk.pass(1)
  expect((await workspaces(desk.app))[0]).toMatchObject({
    token: null,
    problem: expect.stringContaining('revoked'),
  })
  await desk.a.ticket({ subject: 'Meanwhile' })
  await desk.pass(2)
  expect(acme.channel('support').messages).toEqual([])

  await add(admin, acme)
  await desk.pass(2)
  expect((await workspaces(desk.app))[0]).toMatchObject({ disconnectedAt: null, problem: null })
  expect(acme.channel('support').transcript().join()).toContain('Meanwhile')
})

test('an answer of Slack is good once, for ten minutes, and for the admin and browser that asked', async ({
  desk,
  acme,
}) => {
  const [admin, other] = [await desk.signedIn('admin'), new Browser(desk.url)]
  await other.signIn(`admin${desk.site.port}@desk.test`)
  const stale = '/settings/slack?problem=stale'
  const lands = async (browser: Browser, path: string) =>
    (await browser.get(path)).headers.get('location')

  expect(await lands(other, await consent(admin, acme))).toBe(stale)
  expect(await lands(new Browser(desk.url), await consent(admin, acme))).toBe(stale)
  const path = await consent(admin, acme)
  expect(await lands(admin, path.replace(/state=\d+/, 'state=99'))).toBe(stale)
  expect(await lands(admin, path.replace(/state=[^&]*/, ''))).toBe(stale)
  expect(await workspaces(desk.app)).toEqual([])
  expect(await lands(admin, path)).toBe('/settings/slack?added=T0ACME')
  expect(await lands(admin, path)).toBe(stale)

  const late = await consent(admin, acme)
  desk.jump(11)
  expect(await lands(admin, late)).toBe(stale)
})

test('nobody but an admin is sent to Slack', async ({ desk, acme }) => {
  const admin = await desk.signedIn('admin')
  const path = await consent(admin, acme)
  for (const role of ['manager', 'agent', 'auditor'] as const) {
    const browser = await desk.signedIn(role)
    for (const asked of ['/slack/install', path])
      expect((await browser.get(asked)).headers.get('location')).toBe(
        '/settings/slack?problem=not-admin',
      )
  }
  const answer = await new Browser(desk.url).get('/slack/install')
  expect(answer.headers.get('location')).toBe('/settings/slack')
  expect(await workspaces(desk.app)).toEqual([])
})

test.for([
  ['organisation', { is_enterprise_install: true, team: null }],
  ['rotating', { expires_in: 43_200, refresh_token: 'xoxe-1' }],
] as const)(
  'an installation of the kind “%s” is refused, and its token given back',
  async ([problem, grants], { desk, acme }) => {
    const admin = await desk.signedIn('admin')
    acme.world.grants = grants
    expect(await add(admin, acme)).toBe(`/settings/slack?problem=${problem}`)
    expect(acme.calls('auth.revoke').map(({ answer }) => answer)).toMatchObject([{ revoked: true }])
    expect(await workspaces(desk.app)).toEqual([])
  },
)

test('what was declined in Slack, or is not confirmed by it, connects nothing', async ({
  desk,
  acme,
}) => {
  const admin = await desk.signedIn('admin')
  const no = await admin.get(await consent(admin, acme, 'no'))
  expect(no.headers.get('location')).toBe('/settings/slack?problem=declined')
  desk.app.env.SLACK_CLIENT_SECRET = 'wrong'
  expect(await add(admin, acme)).toBe('/settings/slack?problem=slack')
  expect(await workspaces(desk.app)).toEqual([])
})

test('at a start each workspace is asked what it allows now, and whether its token holds', async ({
  desk,
  acme,
  beta,
}) => {
  const admin = await desk.signedIn('admin')
  await add(admin, acme)
  await add(admin, beta)
  for (const token of acme.world.tokens.values()) token.scopes = ['chat:write']
  for (const token of beta.world.tokens.values()) token.revoked = true
  await askAboutInstalled(desk.app)
  expect(await workspaces(desk.app)).toMatchObject([
    { scopes: ['chat:write'], disconnectedAt: null },
    { disconnectedAt: expect.any(Date), problem: expect.stringContaining('Add the workspace') },
  ])
})

test('a workspace of SLACK_BOT_TOKEN is disconnected once that is no longer set', async ({
  desk,
  acme,
}) => {
  const token: Partial<Env> = {
    SLACK_BOT_TOKEN: acme.botToken,
    SLACK_API_URL: acme.env.SLACK_API_URL,
  }
  const withToken: App = { ...desk.app, env: { ...desk.app.env, ...token } }
  acme.world.tokens.set(acme.botToken, {
    ...{ value: acme.botToken, kind: 'bot', revoked: false },
    scopes: ['chat:write'], // Not even who the bot's app is may be asked.
  })
  expect(await connectByToken(withToken)).toBeUndefined()
  expect(await workspaces(desk.app)).toMatchObject([
    { token: null, appId: null, disconnectedAt: null },
  ])
  expect(await connectByToken(desk.app)).toBeUndefined()
  expect(await workspaces(desk.app)).toMatchObject([
    { disconnectedAt: expect.any(Date), problem: expect.stringContaining('no longer set') },
  ])
})
