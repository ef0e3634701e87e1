import type { AppLoadContext } from '@remix-run/node'
import { expect } from 'vitest'
import { askSlack } from '#bot/setup/ask-slack.ts'
import { examineSlack } from '#console/doctor/slack.ts'
import { action, loader } from '#console/routes/_desk.settings.slack.tsx'
import type { Agent } from '#core/actor.ts'
import { type App, perform, read } from '#core/app.ts'
import { concludeEvent, keepEvent } from '#core/slack/inbox.ts'
import { disconnectWorkspace } from '#core/slack/workspaces.ts'
import { findTickets } from '#core/tickets/find.ts'
import { events } from '#db/schema/events.ts'
import { test as base, cardIn } from '#tests/bot/desk-in-slack.ts'

/** `page`: as an agent looks at it, and does something there. */
const test = base.extend('page', ({ desk }) => {
  const contextOf = (agent: Agent): AppLoadContext => ({
    app: desk.app,
    agent,
    nonce: '',
    door: { via: 'console' },
    requestId: '',
  })
  const url = 'https://desk.test/settings/slack'
  return {
    look: (agent: Agent, search = '') =>
      loader({ context: contextOf(agent), request: new Request(url + search), params: {} }),
    do: async (agent: Agent, fields: Record<string, string | number>) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.set(name, String(value))
      const request = new Request(url, { method: 'POST', body })
      return (await action({ context: contextOf(agent), request, params: {} })).data
    },
  }
})

test('a test card is posted where the team works, and the page says how that went', async ({
  desk,
  slack,
  page,
}) => {
  const admin = await desk.a.agent({ role: 'admin' })
  const ask = () => page.do(admin, { intent: 'test', teamId: desk.home })
  const told = async () => (await page.look(admin)).teams[0]?.test

  expect(await ask()).toMatchObject({ ok: true })
  expect(await told()).toMatchObject({ state: 'asked' })
  await desk.pass(0.25)
  expect(slack.channel('support').transcript().join()).toContain('Cards of the tickets of Home')
  expect(await told()).toMatchObject({ state: 'posted', words: null })

  await slack.person('ada').archive('support')
  await ask()
  await desk.pass(0.25)
  expect(await told()).toMatchObject({
    state: 'refused',
    words: '#support is archived. Bring it back, or choose another channel.',
  })
  slack.fail('chat.postMessage', { kind: 'refused', error: 'restricted_action' })
  await slack.person('ada').unarchive('support')
  await ask()
  await desk.pass(0.25)
  expect(await told()).toMatchObject({
    state: 'refused',
    words: expect.stringContaining('does not let apps post'),
  })
})

test('a team is given a channel by name and keeps it by id, so that renaming it breaks nothing', async ({
  desk,
  slack,
  page,
}) => {
  const manager = await desk.a.agent({ role: 'manager' })
  slack.addChannel('care', { members: ['ada'] })
  const set = (channel: string) =>
    page.do(manager, { intent: 'channel', teamId: desk.home, channel })
  const team = async () => (await page.look(manager)).teams[0]

  expect(await set('#care')).toMatchObject({ ok: true })
  expect(await team()).toMatchObject({ channel: '#care', known: null })
  await desk.pass(0.25)
  expect(await team()).toMatchObject({
    channel: slack.channel('care').id,
    known: { name: 'care', isMember: true },
    problem: null,
  })
  await slack.person('ada').rename('care', 'customer-care')
  await desk.a.ticket()
  await desk.pass(3)
  expect(cardIn(slack, 'customer-care')).toBeDefined()

  slack.addChannel('hidden', { kind: 'private', members: ['ada'] })
  await set('hidden')
  await desk.pass(0.25)
  expect(await team()).toMatchObject({
    channel: '#hidden',
    problem: expect.stringContaining('/invite @Deskwire'),
  })
  expect(await set('a channel <!here>')).toMatchObject({ ok: false })
  expect(await set('')).toMatchObject({ ok: true })
  expect(await team()).toMatchObject({ channel: null, problem: null })
})

test('missing permissions are named, and a workspace that is gone says why', async ({
  desk,
  slack,
  page,
}) => {
  const admin = await desk.a.agent({ role: 'admin' })
  expect((await page.look(admin)).workspaces).toMatchObject([
    { name: 'Acme', missing: [], disconnectedAt: null },
  ])
  expect(JSON.stringify(await page.look(admin))).not.toContain('xoxb')
  await slack.person('root').uninstallApp()
  await desk.pass(0.25)
  expect((await page.look(admin)).workspaces).toMatchObject([
    { disconnectedAt: expect.any(Date), problem: expect.stringContaining('Install it again') },
  ])
  const kinds = await read(desk.app, null, (db) => db.select({ kind: events.kind }).from(events))
  expect(kinds.map(({ kind }) => kind)).toContain('slack_disconnected')
})

async function openTickets(app: App): Promise<string[]> {
  const { items } = await read(app, null, (db) => findTickets(db, {}))
  return items.map(({ subject }) => subject)
}

test('watching ends and begins by the page, for the managers of the team alone', async ({
  desk,
  slack,
  page,
  ada,
}) => {
  const admin = await desk.a.agent({ role: 'admin' })
  const other = await desk.a.agent({ role: 'manager', teams: [await desk.a.team('Other')] })
  const channelId = slack.channel('support').id
  const workspaceId = slack.world.team.id
  const watch = { intent: 'watch', place: `${workspaceId}/${channelId}`, teamId: desk.home }
  await page.do(admin, { intent: 'test', teamId: desk.home })
  await desk.pass(0.25)

  expect(await page.do(other, watch)).toMatchObject({ ok: false })
  expect(await page.do(admin, watch)).toMatchObject({ ok: true })
  await ada.post('support', 'The door is stuck')
  await desk.pass(1)
  expect(await openTickets(desk.app)).toEqual(['The door is stuck'])
  const unwatch = { intent: 'unwatch', workspaceId, channelId }
  expect(await page.do(other, unwatch)).toMatchObject({ ok: false })
  expect((await page.look(admin)).channels).toMatchObject([{ watchTeamId: desk.home }])
  expect(await page.do(admin, unwatch)).toMatchObject({ ok: true })
  expect((await page.look(admin)).channels).toMatchObject([{ watchTeamId: null }])
  desk.jump(10)
  await ada.post('support', 'The window too')
  await desk.pass(1)
  expect(await openTickets(desk.app)).toEqual(['The door is stuck'])
})

test('an account that an admin disconnects acts no more, and its address alone does not bring it back', async ({
  desk,
  slack,
  page,
  ada,
}) => {
  const admin = await desk.a.agent({ role: 'admin' })
  const id = await desk.a.ticket()
  await desk.pass(3)
  await ada.press(cardIn(slack), 'ticket.claim')
  await desk.worked()
  const linked = (await page.look(admin)).agents.find(({ name }) => name === 'Ada')
  expect(linked?.account).toMatchObject({ userId: ada.id, workspace: 'Acme' })

  const user = { workspaceId: slack.world.team.id, userId: ada.id }
  const manager = await desk.a.agent({ role: 'manager' })
  expect(await page.do(manager, { intent: 'disconnect', ...user })).toMatchObject({ ok: false })
  expect(await page.do(admin, { intent: 'disconnect', ...user })).toMatchObject({ ok: true })
  await ada.become({ title: 'Somebody' })
  await desk.pass(1)
  await ada.press(cardIn(slack), 'ticket.resolve')
  await desk.worked()
  expect(await desk.ticket(id)).toMatchObject({ status: 'open' })
  expect((await page.look(admin)).agents).toContainEqual(
    expect.objectContaining({ name: 'Ada', account: null }),
  )
})

test('what failed is listed for admins, who have it tried again', async ({ desk, page }) => {
  const admin = await desk.a.agent({ role: 'admin' })
  const id = await perform(desk.app, null, async (work) => {
    const kept = await keepEvent(work, { key: 'Ev1', kind: 'message', payload: {} })
    if (kept) await concludeEvent(work, kept.id, 'failed', 'It broke.')
    return kept?.id
  })
  expect((await page.look(admin)).failed.events).toMatchObject([{ id, reason: 'It broke.' }])
  const manager = await desk.a.agent({ role: 'manager' })
  expect((await page.look(manager)).failed.events).toEqual([])
  const again = { intent: 'event', id: Number(id) }
  expect(await page.do(manager, again)).toMatchObject({ ok: false })
  expect(await page.do(admin, again)).toMatchObject({ ok: true })
  expect((await page.look(admin)).failed.events).toEqual([])
})

test('agents do not see the page, and a link to it says only what is ours to say', async ({
  desk,
  page,
}) => {
  const agent = await desk.a.agent()
  await expect(page.look(agent)).rejects.toMatchObject({ init: { status: 403 } })
  const admin = await desk.a.agent({ role: 'admin' })
  expect(await page.look(admin, '?problem=declined')).toMatchObject({
    problem: expect.stringContaining('Nobody allowed it in Slack'),
  })
  for (const search of ['?problem=Send+your+password', '?problem=toString', '?added=T0NONE'])
    expect(await page.look(admin, search)).toMatchObject({ problem: null, added: null })
})

test('doctor asks Slack about tokens, permissions and channels, and says how to mend them', async ({
  desk,
  slack,
  page,
}) => {
  const { app } = desk
  const admin = await desk.a.agent({ role: 'admin' })
  const told = async () =>
    (await examineSlack(app, askSlack)).map(({ check, ok, words }) => `${check} ${ok} ${words}`)
  await page.do(admin, { intent: 'test', teamId: desk.home })
  await desk.pass(0.25)
  expect(await told()).toEqual([
    'Slack hears true SLACK_SIGNING_SECRET is set; Slack posts to /slack/events',
    'Slack speaks true in Acme, with all its permissions',
    'Slack channel true Home: #support',
    'Slack queue true nothing waits for long',
    'Slack failures true none',
  ])

  for (const token of slack.world.tokens.values())
    token.scopes = token.scopes.filter((scope) => scope !== 'im:write')
  await slack.person('ada').archive('support')
  await perform(app, null, (work) => keepEvent(work, { key: 'Ev1', kind: 'message', payload: {} }))
  desk.jump(11)
  expect(await told()).toEqual([
    expect.stringContaining('Slack hears true'),
    'Slack speaks false in Acme, but without im:write',
    'Slack channel false Home: cards do not arrive',
    'Slack queue false something has waited for 11 minutes',
    'Slack failures true none',
  ])
  const before = slack.calls().length
  slack.world.app.installed = false
  for (const token of slack.world.tokens.values()) token.revoked = true
  app.env.SLACK_APP_TOKEN = 'xapp-wrong'
  expect(await told()).toEqual(
    expect.arrayContaining([
      'Slack hears false no socket can be opened with SLACK_APP_TOKEN (invalid_auth)',
      'Slack speaks false Slack does not take the token of SLACK_BOT_TOKEN (account_inactive)',
    ]),
  )
  expect(slack.calls().length).toBeGreaterThan(before)
  await perform(app, null, (work) => disconnectWorkspace(work, slack.world.team.id, 'Gone.'))
  const off = {
    ...app,
    env: { ...app.env, SLACK_SIGNING_SECRET: undefined, SLACK_APP_TOKEN: undefined },
  }
  expect(await examineSlack(off, askSlack)).toMatchObject([{ check: 'Slack', ok: null }])
})
