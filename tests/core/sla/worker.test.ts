import { asc, eq, inArray, sql } from 'drizzle-orm'
import { expect, vi } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { startClocks } from '#core/desk-jobs.ts'
import { fireDue } from '#core/sla/fire-due.ts'
import { clockFired } from '#core/sla/fired.ts'
import { watchClocks } from '#core/sla/sleep.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import { slaClocks } from '#db/schema/sla.ts'
import { tickets } from '#db/schema/tickets.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

/** What was told of a ticket's clocks, in order. */
function told(app: App, id: TicketId) {
  return read(app, null, (db) =>
    db
      .select({ kind: events.kind, details: events.details })
      .from(events)
      .where(
        sql`${eq(events.ticketId, id)} and ${inArray(events.kind, ['sla_warned', 'sla_breached'])}`,
      )
      .orderBy(asc(events.id)),
  )
}

async function fire(app: App) {
  const { count } = await perform(app, null, fireDue)
  await drain(app)
  return count
}

test('a clock is warned of once at 20 % left, and breaches once', async ({ app, a, pass }) => {
  const id = await a.ticket()
  const first = { target: 'first_response', round: 1 }

  pass(6.4 * 60 - 1)
  expect(await fire(app)).toBe(0)
  pass(1)
  expect(await fire(app)).toBe(1)
  expect(await fire(app)).toBe(0)
  expect(await told(app, id)).toMatchObject([
    { kind: 'sla_warned', details: { ...first, lateMs: 0 } },
  ])

  pass(1.6 * 60)
  expect(await fire(app)).toBe(1)
  expect(await fire(app)).toBe(0)
  expect(await told(app, id)).toMatchObject([
    { kind: 'sla_warned' },
    { kind: 'sla_breached', details: { ...first, lateMs: 0 } },
  ])
})

test('after an outage both are told, with how late', async ({ app, a, pass }) => {
  const id = await a.ticket()
  pass(8 * 60 + 12)
  await fire(app)

  expect(await told(app, id)).toMatchObject([
    { kind: 'sla_warned', details: { lateMs: (96 + 12) * 60_000 } },
    { kind: 'sla_breached', details: { lateMs: 12 * 60_000 } },
  ])
})

test('a breach that ended before anybody noticed is still told', async ({ app, a, pass }) => {
  const id = await a.ticket()
  pass(49 * 60)
  await perform(app, null, (work) => resolveTicket(work, id))
  await fire(app)

  expect((await told(app, id)).filter(({ kind }) => kind === 'sla_breached')).toHaveLength(2)
})

test('a batch that comes twice has its effect once', async ({ app, a, pass }) => {
  const id = await a.ticket()
  pass(8 * 60)
  await fire(app)
  const [clock] = await read(app, null, (db) =>
    db.select().from(slaClocks).where(eq(slaClocks.ticketId, id)).orderBy(asc(slaClocks.target)),
  )
  const again = {
    warned: clock ? [clock.id] : [],
    breached: clock ? [clock.id] : [],
    at: app.clock(),
  }
  await perform(app, null, (work) => clockFired(work, again))

  expect(await told(app, id)).toHaveLength(2)
})

test('lists tell how a ticket stands by time alone', async ({ app, a, pass }) => {
  const id = await a.ticket()
  const status = () =>
    read(app, null, async (db) => {
      const [row] = await db
        .select({
          status: sql`sla_status(${tickets.slaStatus}, ${tickets.slaWarnAt}, ${tickets.slaDueAt}, ${app.clock().toISOString()}::timestamptz)`,
        })
        .from(tickets)
        .where(eq(tickets.id, id))
      return row?.status
    })

  expect(await status()).toBe('on_track')
  pass(6.4 * 60)
  expect(await status()).toBe('near_breach')
  pass(1.6 * 60)
  expect(await status()).toBe('breached')
})

test('three workers share what is due, and each clock is told once', async ({ own }) => {
  const { app, a } = own
  const ids: TicketId[] = []
  for (let count = 0; count < 12; count += 1) ids.push(await a.ticket())
  own.pass(8 * 60)
  const counts = await Promise.all([1, 2, 3].map(() => perform(app, null, fireDue)))
  await drain(app)

  expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(12)
  for (const id of ids)
    expect((await told(app, id)).map(({ kind }) => kind)).toEqual(['sla_warned', 'sla_breached'])
})

test('a worker whose database never answers stops all the same', async ({ own }) => {
  const stop = await watchClocks({
    sql: own.app.sql,
    now: own.app.clock,
    fire: () => new Promise(() => {}),
    problem: () => {},
  })
  const began = performance.now()
  await stop()

  expect(performance.now() - began).toBeLessThan(10_000)
}, 20_000)

test('a worker that sleeps is woken by a clock that is due earlier', async ({ own }) => {
  const { app, a } = own
  let skipped = 0
  const stop = await startClocks({ ...app, clock: () => new Date(app.clock().getTime() + skipped) })
  try {
    skipped = 9 * 3_600_000 // What is opened now has breached by the worker's clock.
    const id = await a.ticket()
    await vi.waitFor(async () => {
      await drain(app)
      expect(await told(app, id)).toHaveLength(2)
    }, 5000)
  } finally {
    await stop()
  }
})
