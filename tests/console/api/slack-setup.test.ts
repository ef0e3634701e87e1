import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { keepChannel } from '#core/slack/channels.ts'
import { connectWorkspace } from '#core/slack/workspaces.ts'
import { queued } from '#tests/support/jobs.ts'
import { test } from './api.ts'

const acme = { id: 'T0ACME', name: 'Acme', url: 'https://acme.slack.com/', appId: 'A1' }

test('programs of managers read how Slack is set up, and set where their team works', async ({
  own: { app, a },
  api,
}) => {
  app.env.SLACK_SIGNING_SECRET = 'secret'
  const home = await a.homeTeam()
  const other = await a.team('Other')
  await perform(app, null, async (work) => {
    const scopes = ['chat:write']
    await connectWorkspace(work, { ...acme, botUserId: 'U1', scopes, token: 'xoxb-a-secret' })
    const flags = { isPrivate: true, isArchived: false, isMember: false }
    await keepChannel(work, { workspaceId: acme.id, id: 'C1', name: 'ops', ...flags })
  })
  const manager = await api.token(await a.agent({ role: 'manager' }))
  const put = (team: number, channel: unknown, as = manager) =>
    api.call('PUT', `/teams/${team}/slack-channel`, { as, body: { channel } })

  expect((await put(home, '#ops')).body).toMatchObject({
    channel: 'C1',
    known: { name: 'ops', isMember: false },
    problem: '#ops is private and the bot is not in it. Type /invite @Deskwire there.',
  })
  expect(await queued(app)).toContain('slack.look')
  expect((await put(other, '#ops')).status).toBe(403)
  expect((await put(home, 'two words')).status).toBe(400)
  expect((await put(home, 7)).status).toBe(400)
  expect((await put(9999, '#ops', await api.token(await a.agent({ role: 'admin' })))).status).toBe(
    404,
  )

  const { body, status } = await api.get('/slack', manager)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    on: true,
    workspaces: [{ id: 'T0ACME', missing: expect.arrayContaining(['users:read']), problem: null }],
    backlog: { posts: { waiting: 0, failed: 0 }, oldestWaitingSeconds: null },
  })
  expect(JSON.stringify(body)).not.toContain('xoxb')
  expect((await put(home, null)).body).toMatchObject({ channel: null, problem: null })
  expect((await api.get('/slack', await api.token(await a.agent()))).status).toBe(403)
})

test('a test card is asked for by those who configure the team, where Slack is on and there is a channel', async ({
  own: { app, a },
  api,
}) => {
  const home = await a.homeTeam()
  const manager = await api.token(await a.agent({ role: 'manager' }))
  const ask = (team: unknown, as = manager) => api.post('/slack/test-card', as, { team })

  expect((await ask('Home')).body.detail).toContain('Slack is off')
  app.env.SLACK_SIGNING_SECRET = 'secret'
  expect((await ask('Home')).body.detail).toContain('has no Slack channel')
  await api.call('PUT', `/teams/${home}/slack-channel`, { as: manager, body: { channel: 'ops' } })
  const { body } = await ask('Home')
  expect(body).toEqual({ team: home, state: 'asked' })
  expect(await queued(app)).toContain('slack.test')
  const { teams } = (await api.get('/slack', manager)).body
  expect(teams).toMatchObject([{ id: home, test: { state: 'asked', words: null } }])
  const lead = await api.token(await a.agent({ role: 'lead' }))
  expect((await ask(home, lead)).status).toBe(403)
})
