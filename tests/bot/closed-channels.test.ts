import { describe, expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { sweepChannels } from '#core/slack/channels.ts'
import { teamsSetUp } from '#core/slack/setup.ts'
import { isSlackLate, slackBacklog } from '#core/slack/setup-backlog.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

/** `problem`: what keeps the team's cards away, as the console and the doctor have it. `states`: of all posts. */
const test = base
  .extend('problem', ({ desk }) => async () => {
    const teams = await read(desk.app, null, teamsSetUp)
    return teams.find(({ id }) => id === desk.home)?.problem
  })
  .extend('states', ({ desk }) => async () => [
    ...new Set((await desk.posts()).map(({ state }) => state).toSorted()),
  ])

for (const kind of ['public', 'private'] as const)
  test(`taken out of a ${kind} channel the bot stays out, says so, and goes on where it was once it is invited`, async ({
    desk,
    slack,
    ada,
    problem,
    states,
  }) => {
    slack.addChannel('hush', { kind, members: ['ada', 'deskwire'] })
    await perform(desk.app, null, (work) =>
      work.tx.execute(`update teams set slack_channel = 'hush'`),
    )
    const id = await desk.a.ticket()
    await desk.pass(3)
    await ada.remove('hush')
    await desk.pass(1)
    expect(await problem()).toMatch(/the bot is not in .*Type \/invite @Deskwire there/i)
    const calls = slack.calls().length
    await perform(desk.app, null, (work) => resolveTicket(work, id))
    await desk.a.ticket({ subject: 'Another' })
    await desk.pass(300, 60)
    await perform(desk.app, null, sweepChannels)
    await desk.pass(1)
    expect(slack.calls()).toHaveLength(calls)
    expect(await states()).toEqual(['shown', 'waiting'])
    expect(
      isSlackLate(await read(desk.app, null, (db) => slackBacklog(db, desk.app.clock()))),
    ).toBe(false)
    await ada.invite('hush')
    await desk.pass(8)
    expect(await problem()).toBe(null)
    expect(cardIn(slack, 'hush').text).toContain('Resolved')
    expect(await states()).toEqual(['shown'])
    expect(slack.refusals().filter((one) => one.startsWith('chat.'))).toEqual([])
  })

test('an invitation that is told before the removal leaves the channel open', async ({
  desk,
  slack,
  ada,
  problem,
}) => {
  await desk.a.ticket()
  await desk.pass(3)
  const held = slack.hold()
  await ada.remove('support')
  await ada.invite('support')
  await held.release((events) => events.toReversed())
  await desk.pass(3)
  expect(await problem()).toBe(null)
})

test('what is told in an archived channel waits until it is brought back', async ({
  desk,
  slack,
  problem,
  states,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  const root = slack.person('root')
  await root.archive('support')
  await desk.pass(1)
  expect(await problem()).toMatch(/^#support is archived\. Bring it back/)
  await perform(desk.app, null, (work) => resolveTicket(work, id))
  await desk.pass(3)
  expect(await states()).toEqual(['shown', 'waiting'])
  expect(slack.refusals()).toEqual([])
  await root.unarchive('support')
  await desk.pass(4)
  expect(cardIn(slack).text).toContain('Resolved')
  expect(await problem()).toBe(null)
})

test('a channel that was deleted is named, with what to do', async ({ desk, slack, problem }) => {
  await desk.a.ticket()
  await desk.pass(3)
  await slack.person('root').deleteChannel('support')
  await desk.pass(1)
  expect(await problem()).toBe('#support was deleted in Slack. Give the team another channel.')
  await desk.a.ticket()
  await desk.pass(3)
  expect(slack.refusals()).toEqual(['conversations.info: channel_not_found'])
})

describe('an app that is told of nothing that happens to channels, as one of an older manifest', () => {
  test.override('slackOptions', { app: { events: ['message.channels', 'member_joined_channel'] } })

  test('where nobody tells, the first refusal closes a channel for all that waits', async ({
    desk,
    slack,
    ada,
    problem,
    states,
  }) => {
    slack.addChannel('hush', { kind: 'private', members: ['ada', 'deskwire'] })
    await perform(desk.app, null, (work) =>
      work.tx.execute(`update teams set slack_channel = 'hush'`),
    )
    await desk.a.ticket()
    await desk.pass(3)
    await ada.remove('hush')
    for (let count = 0; count < 3; count += 1) await desk.a.ticket()
    await desk.pass(10, 1)
    expect(slack.refusals()).toEqual(['chat.postMessage: channel_not_found'])
    expect(await states()).toEqual(['shown', 'waiting'])
    expect(await problem()).toMatch(/type \/invite @Deskwire there/i)
    await ada.invite('hush')
    await desk.pass(10)
    expect(slack.channel('hush').messages.filter(({ buttons }) => buttons.length > 0)).toHaveLength(
      4,
    )
    expect(await states()).toEqual(['shown'])
  })
})
