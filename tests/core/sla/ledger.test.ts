import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { lengthInWords } from '#console/ui/sla-words.ts'
import { perform, read } from '#core/app.ts'
import { placeOf } from '#core/sla/clocks.ts'
import { readLedgers } from '#core/sla/ledger.ts'
import { readTicketSla } from '#core/sla/ticket-sla.ts'
import { moveTicket, prioritiseTicket } from '#core/tickets/change.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { slaClocks, slaEntries } from '#db/schema/sla.ts'
import { test } from '#tests/support/test.ts'

test('each pause can be read with its reason, and the clock adds up', async ({ app, a, pass }) => {
  const id = await a.ticket()
  const agent = await a.agent()
  pass(30)
  await perform(app, agent, (work) => replyToTicket(work, id, { text: 'Try.', undoSeconds: 0 }))
  pass(190)
  await perform(app, agent, (work) => moveTicket(work, id, 'open'))
  pass(20)
  await perform(app, agent, (work) => moveTicket(work, id, 'on_hold'))
  pass(5)

  const { clocks } = await read(app, null, (db) => readTicketSla(db, id, app.clock()))
  const resolution = clocks.find(({ target }) => target === 'resolution')
  expect(
    resolution?.pauses.map(
      ({ from, to, reason }) => `${lengthInWords(+(to ?? app.clock()) - +from)} ${reason}`,
    ),
  ).toEqual(['3 h 10 m waiting on customer', '5 m on hold'])
  expect(resolution).toMatchObject({
    status: 'paused',
    usedMs: 50 * 60_000,
    pausedMs: 195 * 60_000,
    remainingMs: (2880 - 50) * 60_000,
    policy: { name: 'Standard' },
  })
})

test('what is kept of a clock is what its ledger says', async ({ app, a, pass }) => {
  const id = await a.ticket()
  const agent = await a.agent()
  pass(30)
  await perform(app, agent, (work) => prioritiseTicket(work, id, 'HIGH'))
  pass(200)
  await perform(app, agent, (work) => replyToTicket(work, id, { text: 'Try.', undoSeconds: 0 }))
  const told = await read(app, null, async (db) => (await readLedgers(db, [id])).clocksOf(id))
  const kept = await read(app, null, (db) =>
    db.select().from(slaClocks).where(eq(slaClocks.ticketId, id)),
  )

  expect(kept).toHaveLength(2)
  for (const { elapsedMs, pausedMs, nextAt: _, ...clock } of kept) {
    const { minutes, state, dueAt, warnAt, breachedAt, stoppedAt } = clock
    expect(told.find((each) => placeOf(each) === placeOf(clock))).toMatchObject({
      ...{ minutes, state, dueAt, warnAt, breachedAt, stoppedAt },
      ...(elapsedMs !== null && { elapsedMs, pausedMs }),
    })
  }
})

test('nobody rewrites a ledger', async ({ app, a }) => {
  const id = await a.ticket()
  const rewrite = perform(app, null, (work) =>
    work.tx.update(slaEntries).set({ minutes: 1 }).where(eq(slaEntries.ticketId, id)),
  )
  await expect(rewrite).rejects.toThrow()
})
