import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { addTeam } from '#core/teams/teams.ts'
import { prioritiseTicket } from '#core/tickets/change.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import type { TicketId } from '#db/schema/columns.ts'
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
  await desk.pass(each * 5, 1)

  for (const { text } of cards()) expect(text).toContain('🔴 Critical · Resolved')
  const calls = slack.calls().slice(before)
  expect(calls.filter(({ method }) => method === 'chat.update')).toHaveLength(ids.length)
  for (const name of names) {
    const { id } = slack.channel(name)
    const at = calls.filter(({ args }) => args.channel === id).map((call) => call.at)
    const gaps = at.slice(1).map((moment, n) => moment - Number(at[n]))
    expect(Math.min(...gaps), `#${name}`).toBeGreaterThanOrEqual(1000)
  }
  expect(slack.refusals()).toEqual([])
}, 240_000)
