import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { slaNumbers } from '#core/sla/statistics.ts'
import { markSensitive } from '#core/tickets/change.ts'
import { mergeTicket } from '#core/tickets/merge.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { test } from '#tests/support/test.ts'

const hour = 3_600_000

test('promises are counted where they ended: met, breached, and the time they took', async ({
  app,
  a,
  pass,
}) => {
  const teamId = await a.homeTeam()
  const agent = await a.agent({ role: 'manager' })
  const from = app.clock()
  const answer = (id: TicketId) =>
    perform(app, agent, (work) => replyToTicket(work, id, { text: 'Try.', undoSeconds: 0 }))
  const [quick, slow, late] = [await a.ticket(), await a.ticket(), await a.ticket()]
  const [secret, merged] = [await a.ticket(), await a.ticket()]
  pass(60)
  await answer(quick)
  pass(60)
  await answer(slow)
  await answer(secret)
  await perform(app, agent, (work) => markSensitive(work, secret, true))
  await answer(merged)
  await perform(app, agent, (work) => mergeTicket(work, merged, slow, { confirm: true }))
  pass(8 * 60)
  await answer(late)
  await perform(app, agent, (work) => resolveTicket(work, late))
  await a.ticket({ status: 'resolved' }) // Its first response was cancelled.
  const to = new Date(app.clock().getTime() + 1)

  const numbers = (begin: Date, end: Date) =>
    read(app, null, (db) => slaNumbers(db, teamId, begin, end))
  expect(await numbers(from, to)).toEqual({
    first_response: { met: 2, breached: 1, medianMs: 2 * hour },
    resolution: { met: 2, breached: 0, medianMs: 5 * hour },
  })
  expect(await numbers(from, new Date(from.getTime() + 2 * hour))).toEqual({
    first_response: { met: 1, breached: 0, medianMs: hour },
  })
  expect(await read(app, null, async (db) => slaNumbers(db, await a.team(), from, to))).toEqual({})
})
