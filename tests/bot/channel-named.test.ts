import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { channelNamed, closeChannel, keepChannel } from '#core/slack/channels.ts'
import { connectWorkspace, disconnectWorkspace } from '#core/slack/workspaces.ts'
import { test } from '#tests/support/test.ts'

test('of channels with one name it is an open one, in the workspace that was connected first', async ({
  app,
  pass,
}) => {
  for (const id of ['T2', 'T1', 'T3']) {
    const about = { name: id, url: 'https://x.slack.com/', appId: null, botUserId: 'U', scopes: [] }
    const channel = { name: 'support', isPrivate: false, isArchived: false, isMember: true }
    await perform(app, null, async (work) => {
      await connectWorkspace(work, { id, ...about, token: null })
      await keepChannel(work, { workspaceId: id, id: `C${id}`, ...channel })
    })
    pass(1)
  }
  const named = async (name: string) =>
    (await read(app, null, (db) => channelNamed(db, name)))?.workspaceId

  expect(await named('Support')).toBe('T2')
  expect(await named('CT3')).toBe('T3')
  const place = { workspaceId: 'T2', channelId: 'CT2' }
  await perform(app, null, (work) => closeChannel(work, place, 'archived'))
  expect(await named('support')).toBe('T1')
  await perform(app, null, (work) => disconnectWorkspace(work, 'T1', 'Gone.'))
  expect(await named('support')).toBe('T3')
  await perform(app, null, (work) => disconnectWorkspace(work, 'T3', 'Gone.'))
  expect(await named('support')).toBe('T2')
})
