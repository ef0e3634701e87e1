import { describe, expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { sweepChannels } from '#core/slack/channels.ts'
import { failedPosts, retryPost } from '#core/slack/failed-posts.ts'
import { teamsSetUp } from '#core/slack/setup.ts'
import { isSlackLate, slackBacklog } from '#core/slack/setup-backlog.ts'
import { setTeamInSlack } from '#core/slack/setup-team.ts'
import { tellSlack } from '#core/slack/tell.ts'
import { claimTicket } from '#core/tickets/assign.ts'
import { markSensitive } from '#core/tickets/change.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import { slackChannels } from '#db/schema/slack.ts'
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

for (const kind of ['public', 'private'] as const)
  test(`of a ${kind} channel that was deleted nothing waits, and what is open comes to the next one`, async ({
    desk,
    slack,
    problem,
    states,
  }) => {
    slack.addChannel('old', { kind, members: ['ada', 'deskwire'] })
    slack.addChannel('next', { members: ['ada', 'deskwire'] })
    const { app, a, home } = desk
    const workIn = (slackChannel: string) =>
      perform(app, null, (work) => setTeamInSlack(work, home, { slackChannel }))
    await workIn('old')
    const open = await desk.a.ticket({ subject: 'Still open' })
    const over = await desk.a.ticket({ subject: 'Over' })
    await desk.pass(5)
    await perform(app, null, (work) => resolveTicket(work, over))
    await desk.pass(4)
    await perform(app, await a.agent(), (work) => claimTicket(work, open))
    await slack.person('root').deleteChannel('old')
    await desk.pass(2)
    const why = '#old was deleted in Slack. Give the team another channel.'
    expect(await problem()).toBe(why)
    await perform(app, null, (work) => markSensitive(work, open, true))
    await perform(app, null, (work) => markSensitive(work, open, false))
    await desk.a.ticket({ subject: 'Later' })
    await desk.pass(4)
    expect(await states()).toEqual(['failed', 'shown'])
    const failed = await read(app, null, failedPosts)
    expect(new Set(failed.map(({ reason }) => reason))).toEqual(new Set([why]))
    const [one] = failed
    if (one)
      await expect(perform(app, null, (work) => retryPost(work, one.id))).rejects.toThrow(
        'Its channel was deleted in Slack. Give the team another one',
      )
    await workIn('next')
    await desk.pass(12, 1)
    const cards = slack.channel('next').messages.filter(({ buttons }) => buttons.length > 0)
    expect(cards.map(({ text }) => /Still open|Over|Later/.exec(text)?.[0])).toEqual([
      'Still open',
      'Later',
    ])
    expect(await problem()).toBe(null)
    expect(await states()).toEqual(['failed', 'shown'])
  })

test('what was begun in a channel just before it was deleted ends as well', async ({
  desk,
  slack,
  states,
}) => {
  await desk.a.ticket()
  await desk.pass(3)
  await slack.person('root').deleteChannel('support')
  await desk.pass(1)
  const id = await desk.a.ticket()
  const [place] = await read(desk.app, null, (db) => db.select().from(slackChannels))
  if (!place) throw new Error('No channel is known')
  await perform(desk.app, null, (work) =>
    tellSlack(work, id, { workspaceId: place.workspaceId, channelId: place.id }),
  )
  await desk.pass(1)
  expect(await states()).toEqual(['failed', 'shown'])
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
