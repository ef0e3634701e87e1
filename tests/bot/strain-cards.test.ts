import { expect, vi } from 'vitest'
import { botOf } from '#bot/bot.ts'
import { sendClaimed } from '#bot/outbox/send.ts'
import { showTicket } from '#bot/show.ts'
import { type App, perform, read } from '#core/app.ts'
import { askToSend } from '#core/slack/channels.ts'
import { claimPost } from '#core/slack/claim-post.ts'
import { concludePost } from '#core/slack/conclude-post.ts'
import { addTeam } from '#core/teams/teams.ts'
import { prioritiseTicket } from '#core/tickets/change.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { slackChannels, slackPosts, slackThreads } from '#db/schema/slack.ts'
import { test } from './desk-in-slack.ts'

const names = ['red', 'blue', 'green', 'black']
const each = 50

test('200 cards that change at once are each drawn once more, in their last state, at the pace of their channels', async ({
  desk,
  slack,
}) => {
  for (const name of names) slack.addChannel(name, { members: ['ada', 'deskwire'] })
  const teams = await perform(desk.app, null, async (work) => {
    const made = []
    for (const name of names) made.push(await addTeam(work, `Team ${name}`, `#${name}`))
    return made
  })
  const ids: TicketId[] = []
  for (let n = 0; n < each; n += 1)
    for (const team of teams) ids.push(await desk.a.ticket({ team, subject: `Ticket ${n}` }))
  await desk.pass(each * 2 + 10, 1)
  const cards = () => names.flatMap((name) => slack.channel(name).messages)
  expect(cards().map(({ replies }) => replies.length)).toEqual(ids.map(() => 1))

  const before = slack.calls().length
  for (const priority of ['HIGH', 'CRITICAL'] as const)
    for (const id of ids)
      await perform(desk.app, null, (work) => prioritiseTicket(work, id, priority))
  for (const id of ids) await perform(desk.app, null, (work) => resolveTicket(work, id))
  // Slack takes fifty changes a minute, of all channels together.
  for (let minutes = 0; minutes < 8 && cards().some(({ text }) => !isLast(text)); minutes += 1)
    await desk.pass(60, 1.3)

  for (const { text } of cards()) expect(isLast(text), text).toBe(true)
  const calls = slack.calls().slice(before)
  const drawn = calls.filter(({ method, answer }) => method === 'chat.update' && answer.ok)
  expect(drawn).toHaveLength(ids.length)
  for (const name of names) {
    const { id } = slack.channel(name)
    const at = calls.filter(({ args }) => args.channel === id).map((call) => call.at)
    const gaps = at.slice(1).map((moment, n) => moment - Number(at[n]))
    expect(Math.min(...gaps), `#${name}`).toBeGreaterThanOrEqual(1000)
  }
  const refusals = slack.refusals()
  expect([...new Set(refusals)]).toEqual(['chat.update: ratelimited'])
  expect(refusals.length).toBeLessThan(ids.length / 5)
}, 400_000)

function isLast(text: string): boolean {
  return text.includes('🔴 Critical · Resolved')
}

test('a worker that froze before it posted a card and wakes after another has posted it posts nothing', async ({
  desk,
  slack,
}) => {
  const id = await desk.a.ticket()
  const bot = botOf(desk.app)
  const client = await bot.clientOf('T0ACME')
  if (!client) throw new Error('The desk is not connected')
  await showTicket(bot, id)
  const place = { workspaceId: 'T0ACME', channelId: slack.channel('support').id }
  const claim = await perform(desk.app, null, (work) => claimPost(work, place))
  if (!claim) throw new Error('There was nothing to post')
  await desk.pass(3)
  expect(slack.channel('support').messages).toEqual([])
  desk.jump(61 / 60)
  await slack.pass(61)
  await perform(desk.app, null, async (work) => askToSend(work, place))
  await desk.pass(3)
  await sendClaimed(bot, client, claim)
  expect(slack.channel('support').messages.map(({ replies }) => replies.length)).toEqual([1])
})

test('how an attempt ended counts only while its claim does: one that was taken over changes nothing, and says so', async ({
  desk,
  slack,
}) => {
  const id = await desk.a.ticket()
  const bot = botOf(desk.app)
  const client = await bot.clientOf('T0ACME')
  if (!client) throw new Error('The desk is not connected')
  await showTicket(bot, id)
  const place = { workspaceId: 'T0ACME', channelId: slack.channel('support').id }
  const claimed = async () => {
    const claim = await perform(desk.app, null, (work) => claimPost(work, place))
    return claim ?? Promise.reject(new Error('There was nothing to post'))
  }
  const frozen = await claimed()
  desk.jump(61 / 60)
  const takenOver = await claimed()
  const before = await rows(desk.app)
  const lost = { end: 'never', reason: 'It froze.' } as const
  expect(await perform(desk.app, null, (work) => concludePost(work, frozen, lost))).toBe(false)
  expect(await rows(desk.app)).toEqual(before)
  const warned = vi.spyOn(desk.app.log, 'warn')
  const until = new Date(desk.app.clock().getTime() + 3_600_000) // It froze after it had looked at the clock.
  await sendClaimed(bot, client, { ...frozen, until })
  expect(warned).toHaveBeenCalledWith(
    expect.objectContaining({ post: `card:${frozen.thread.id}` }),
    expect.stringContaining('taken over'),
  )
  expect(await rows(desk.app)).toEqual(before)
  await slack.pass(2)
  await sendClaimed(bot, client, takenOver)
  await desk.pass(3)
  expect(slack.channel('support').messages.map(({ replies }) => replies.length)).toEqual([1])
})

function rows(app: App) {
  return read(app, null, async (db) => [
    await db.select().from(slackPosts).orderBy(slackPosts.id),
    await db.select().from(slackThreads),
    await db.select().from(slackChannels),
  ])
}
