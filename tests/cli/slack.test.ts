import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { teamInSlack } from '#core/slack/setup-team.ts'
import { test } from './run.ts'

test('an operator gives a team that is there a channel, and takes it away', {
  timeout: 120_000,
}, async ({ desk }) => {
  const id = await desk.a.team('Ops')
  const slack = (...given: string[]) => desk.deskwire(['team', 'slack', '--team', 'Ops', ...given])
  const now = () => read(desk.app, null, (db) => teamInSlack(db, id))

  expect(await slack('--channel', '#ops', '--reply-by-default', 'yes')).toMatchObject({
    code: 0,
    out: 'Slack of Ops is set.\n',
  })
  expect(await now()).toMatchObject({ slackChannel: '#ops', repliesByDefault: true })
  expect(await slack('--channel', 'none')).toMatchObject({ code: 0 })
  expect(await now()).toMatchObject({ slackChannel: null, repliesByDefault: true })
  expect(await slack('--channel', 'two words')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Give a channel by its name'),
  })
})
