import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { unseal } from '#core/sealed.ts'
import { connectedWorkspaces, tokenPurpose } from '#core/slack/workspaces.ts'
import { webClient } from '#tests/slack/slack-test.ts'
import { addToSlack } from './add-to-slack.ts'
import { botUser, test } from './desk.ts'

// What the desk was granted is not looked at: emulate lacks the header X-OAuth-Scopes, by which Slack says it.
test('an admin adds a workspace, whose token is kept sealed and opens it', async ({
  desk,
  slack,
}) => {
  const shown = await addToSlack(await desk.admin(), slack.url)
  expect(shown).toBe('/settings/slack?added=T000000001')
  const added = await read(desk.app, null, connectedWorkspaces)
  expect(added).toMatchObject([
    { name: 'Acme', appId: 'A0DESK', botUserId: botUser, problem: null },
  ])
  const sealed = added[0]?.token ?? Buffer.from('')
  expect(sealed.toString('latin1')).not.toContain('xoxb')
  const token = unseal(desk.app.keys, tokenPurpose, sealed)
  expect(await webClient(slack, token).auth.test()).toMatchObject({ user_id: botUser })
  expect(slack.wire.refusals).toEqual([])
})

test('what Slack does not confirm connects nothing, and what is asked anew does', async ({
  desk,
  slack,
}) => {
  const admin = await desk.admin()
  const { SLACK_CLIENT_SECRET } = desk.app.env
  desk.app.env.SLACK_CLIENT_SECRET = 'wrong'
  expect(await addToSlack(admin, slack.url)).toBe('/settings/slack?problem=slack')
  expect(slack.wire.refusals).toEqual([expect.stringMatching(/^oauth.v2.access .*"ok":false/)])
  expect(await read(desk.app, null, connectedWorkspaces)).toEqual([])
  desk.app.env.SLACK_CLIENT_SECRET = SLACK_CLIENT_SECRET
  expect(await addToSlack(admin, slack.url)).toBe('/settings/slack?added=T000000001')
})
