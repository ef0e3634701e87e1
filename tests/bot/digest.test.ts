import { expect } from 'vitest'
import { inWords } from '#bot/digest/words.ts'
import { parseSearch, questionOf } from '#console/ticket-views.ts'
import { perform, read } from '#core/app.ts'
import { askForDigests } from '#core/slack/digest.ts'
import { markSensitive } from '#core/tickets/change.ts'
import { findTickets } from '#core/tickets/find.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import type { Slack } from '#tests/support/slack/start.ts'
import { test as base } from './desk-in-slack.ts'

const test = base.extend('morning', ({ desk }) => async () => {
  await perform(desk.app, null, askForDigests)
  await desk.pass(1)
})

function digestsIn(slack: Slack, channel = 'support') {
  return slack.channel(channel).messages.filter(({ text }) => text.includes('this morning'))
}

/** The lines of a digest and where each leads. */
function linksIn(slack: Slack): Map<string, URL> {
  const said = JSON.stringify(digestsIn(slack)[0]?.raw.blocks)
  return new Map(
    [...said.matchAll(/"url":"([^"]*)","text":"([^"]*)"/g)].map(([, url = '', text = '']) => [
      text,
      new URL(url),
    ]),
  )
}

test('each number opens exactly the tickets that it counts', async ({ desk, slack, morning }) => {
  const ben = await desk.a.agent({ name: 'Dora' })
  const elsewhere = await desk.a.team('Other')
  await desk.a.ticket({ team: elsewhere })
  await desk.a.ticket({ team: elsewhere, status: 'resolved' })
  await perform(desk.app, null, async (work) =>
    markSensitive(work, await desk.a.ticket({ subject: 'Salary' }), true),
  )
  const waiting = await desk.a.ticket()
  desk.jump(30)
  const taken = await desk.a.ticket({ assignee: ben.personId })
  for (const minutes of [10, 60, 200]) {
    const id = await desk.a.ticket()
    desk.jump(minutes)
    await perform(desk.app, ben, (work) =>
      replyToTicket(work, id, { text: 'Done.', undoSeconds: 0 }),
    )
    await perform(desk.app, ben, (work) => resolveTicket(work, id))
  }
  await desk.pass(30, 1)
  desk.jump(24 * 60)
  await slack.pass(24 * 3600)
  await desk.a.ticket({ status: 'resolved' })
  await morning()

  const links = linksIn(slack)
  const listed = async (words: string) => {
    const url = links.get(words)
    if (!url) throw new Error(`There is no "${words}" among: ${[...links.keys()].join('; ')}`)
    return read(desk.app, ben, async (db) => {
      const { items } = await findTickets(
        db,
        await questionOf(db, ben, parseSearch(url.searchParams)),
      )
      return items.map(({ id }) => id)
    })
  }
  expect((await listed('2 open')).sort()).toEqual([waiting, taken].sort())
  expect(await listed('1 unassigned')).toEqual([waiting])
  expect(await listed('3 resolved yesterday')).toHaveLength(3)
  expect(await listed('1 h to a first answer (median of 3 yesterday)')).toHaveLength(3)
  const [oldest] = [...links].find(([words]) => words.startsWith(`#${waiting} waits longest`)) ?? []
  expect(oldest).toMatch(/for 1 d 5 h$/)
  expect(links.get(oldest ?? '')?.href).toBe(`https://desk.test/tickets/${waiting}`)
  expect(digestsIn(slack, 'support')).toHaveLength(1)
}, 30_000)

test('it is told once a day, also when its answer got lost', async ({ desk, slack, morning }) => {
  await desk.a.ticket()
  await desk.pass(5)
  slack.fail('chat.postMessage', { kind: 'broken', applied: true })
  await expect(morning()).rejects.toThrow()
  await morning()
  await morning()
  expect(digestsIn(slack)).toHaveLength(1)
  desk.jump(24 * 60)
  await slack.pass(24 * 3600)
  await morning()
  expect(digestsIn(slack)).toHaveLength(2)
})

test('a team with nothing to tell, or without a channel, is left in peace', async ({
  desk,
  slack,
  morning,
}) => {
  await desk.a.ticket({ team: await desk.a.team('Other') })
  await morning()
  expect(slack.calls('chat.postMessage')).toEqual([])
})

test.for([
  [0, '0 min'],
  [59.4 * 60_000, '59 min'],
  [60 * 60_000, '1 h'],
  [90 * 60_000, '1 h 30 min'],
  [(24 * 60 + 5) * 60_000, '1 d'],
  [(3 * 24 + 4) * 3_600_000, '3 d 4 h'],
] as const)('%d milliseconds are %s', ([ms, words]) => {
  expect(inWords(ms)).toBe(words)
})
