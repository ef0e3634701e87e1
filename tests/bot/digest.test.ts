import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { botOf } from '#bot/bot.ts'
import { post } from '#bot/digest/tell.ts'
import { inWords } from '#bot/digest/words.ts'
import { parseSearch, questionOf } from '#console/ticket-views.ts'
import { perform, read } from '#core/app.ts'
import { askForDigests, takeTurn } from '#core/slack/digest.ts'
import { markSensitive } from '#core/tickets/change.ts'
import type { Day } from '#core/tickets/filter.ts'
import { findTickets } from '#core/tickets/find.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import { calendars } from '#db/schema/calendars.ts'
import { teams } from '#db/schema/teams.ts'
import type { Slack } from '#tests/support/slack/start.ts'
import { test as plainDesk } from '#tests/support/test.ts'
import { test as base } from './desk-in-slack.ts'

/** `morning`: it is the time for digests. */
const test = base.extend('morning', ({ desk }) => async () => {
  await perform(desk.app, null, async (work) => {
    await work.tx.update(teams).set({ digestAt: work.now.toISOString().slice(11, 16) })
    await askForDigests(work)
  })
  await desk.pass(1)
})

function digestsIn(slack: Slack, channel = 'support') {
  return slack.channel(channel).messages.filter(({ text }) => / today$/m.test(text))
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
  desk.jump(1)
  await perform(desk.app, null, async (work) => {
    await work.tx.execute(`update pgboss.job set state = 'created' where name = 'slack.digest'`)
  })
  await desk.pass(1)
  await morning()
  expect(digestsIn(slack)).toHaveLength(1)
  desk.jump(24 * 60)
  await slack.pass(24 * 3600 + 60)
  await morning()
  expect(digestsIn(slack)).toHaveLength(2)
})

plainDesk.for([
  ['2026-03-01', null, '09:00', '09:00'],
  ['2026-07-01', 'Europe/Berlin', '08:30', '06:30'],
  ['2026-03-29', 'Europe/Berlin', '02:30', '01:00'], // That day has no half past two.
  ['2026-10-25', 'Europe/Berlin', '02:30', '00:30'], // That day has two.
  ['2026-03-08', 'America/New_York', '07:15', '11:15'],
  ['2026-06-01', 'Pacific/Auckland', '09:00', '21:00'],
] as const)(
  'on %s in %s a digest at %s comes at %s UTC, once',
  async ([day, timeZone, digestAt, expected], { app, a }) => {
    const team = await a.homeTeam()
    await perform(app, null, async (work) => {
      const [calendar] = timeZone
        ? await work.tx
            .insert(calendars)
            .values({ name: 'Ours', timeZone, hours: {}, createdAt: work.now })
            .returning()
        : []
      const calendarId = calendar?.id ?? null
      const set = { slackChannel: '#support', digestAt, calendarId }
      await work.tx.update(teams).set(set).where(eq(teams.id, team))
    })
    const came: string[] = []
    for (let minute = 0; minute < 24 * 60; minute += 15) {
      const at = new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000)
      const enqueue = () => void came.push(at.toISOString().slice(11, 16))
      await perform(app, null, (work) => askForDigests({ ...work, now: at, enqueue }))
    }
    expect(came).toEqual([expected])
  },
)

test('it waits for its turn in a channel, at the pace of all that is posted there', async ({
  desk,
  slack,
  morning,
}) => {
  for (let n = 0; n < 4; n += 1) await desk.a.ticket()
  await morning()
  await desk.pass(20)
  const at = slack.calls('chat.postMessage').map((call) => call.at)
  expect(at).toHaveLength(9)
  expect(digestsIn(slack)).toHaveLength(1)
  expect(slack.refusals()).toEqual([])
})

test('a worker that froze in its turn and wakes after another has told it tells nothing', async ({
  desk,
  slack,
  morning,
}) => {
  await desk.a.ticket()
  await desk.pass(5)
  const { id, name } = slack.channel('support')
  const place = { workspaceId: 'T0ACME', channelId: id }
  const digest = { team: desk.home, day: '2026-03-02' as Day }
  const turn = await perform(desk.app, null, (work) => takeTurn(work, place, digest))
  const bot = botOf(desk.app)
  const client = await bot.clientOf(place.workspaceId)
  if (!turn || !client) throw new Error('There was no turn')
  await morning()
  expect(digestsIn(slack)).toEqual([])
  desk.jump(61 / 60)
  await slack.pass(61)
  await desk.pass(3)
  expect(digestsIn(slack)).toHaveLength(1)

  const said = { text: 'Support today', blocks: [] }
  await post(bot, digest, { client, channel: { ...place, id, name }, said, turn })
  expect(digestsIn(slack)).toHaveLength(1)
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
