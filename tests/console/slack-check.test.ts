import { expect } from 'vitest'
import { startConsole } from '#console/server.ts'
import { perform } from '#core/app.ts'
import { concludeEvent, keepEvent } from '#core/slack/inbox.ts'
import { disconnectWorkspace } from '#core/slack/workspaces.ts'
import { test as base } from '#tests/bot/desk-in-slack.ts'
import { test as plain } from '#tests/support/http.ts'

/** `ask`: what a program on this machine is told at a path. */
const test = base.extend('ask', async ({ desk }, { onCleanup }) => {
  const site = await startConsole(desk.app)
  onCleanup(site.close)
  return async (path: string) => (await fetch(`http://127.0.0.1:${site.port}${path}`)).text()
})

test('metrics tell what Slack told, what waits for it and since when', async ({
  desk,
  slack,
  ask,
}) => {
  await desk.a.ticket()
  await desk.pass(3)
  await perform(desk.app, null, async (work) => {
    const failed = await keepEvent(work, { key: 'Ev1', kind: 'message', payload: {} })
    if (failed) await concludeEvent(work, failed.id, 'failed', 'It broke.')
    await keepEvent(work, { key: 'Ev2', kind: 'message', payload: {} })
  })
  desk.jump(2)
  const metrics = await ask('/metrics')
  expect(metrics).toMatch(/^deskwire_slack_events\{state="received"\} 1$/m)
  expect(metrics).toMatch(/^deskwire_slack_events\{state="failed"\} 1$/m)
  expect(metrics).toMatch(/^deskwire_slack_posts\{state="waiting"\} 0$/m)
  expect(metrics).toMatch(/^deskwire_slack_oldest_waiting_seconds 120$/m)
  expect(metrics).toMatch(/^deskwire_slack_workspaces 1$/m)
  expect(metrics).not.toContain(slack.world.team.name)
})

test('the desk is degraded when Slack waits for long or no workspace is connected', async ({
  desk,
  slack,
  ask,
}) => {
  const health = async () => JSON.parse(await ask('/healthz'))
  expect(await health()).toMatchObject({ status: 'ok', checks: { slack: { ok: true } } })

  slack.fail('chat.postMessage', { kind: 'broken' }, { times: 1000 })
  await desk.a.ticket()
  await desk.pass(1)
  desk.jump(11)
  expect(await health()).toMatchObject({
    status: 'degraded',
    checks: { slack: { words: 'Something has waited for 11 minutes.' } },
  })
  await perform(desk.app, null, (work) =>
    disconnectWorkspace(work, slack.world.team.id, 'The app was taken out.'),
  )
  expect(await health()).toMatchObject({
    status: 'degraded',
    checks: { slack: { words: 'No workspace is connected.' } },
  })
})

plain('a desk without Slack says nothing of it', async ({ web }) => {
  expect(await (await web.browser().get('/healthz')).json()).not.toHaveProperty('checks.slack')
  expect(await (await web.browser().get('/metrics')).text()).not.toContain('deskwire_slack')
})
