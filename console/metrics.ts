import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { type App, type Reader, read } from '#core/app.ts'
import { isLate, readFlights } from '#core/canary/watch.ts'
import { findLoops } from '#core/mails/loops.ts'
import { mails, outbound } from '#db/schema/mails.ts'
import type { Live } from './live.ts'
import type { Visit } from './visit.ts'
import { isWatcher } from './watcher.ts'

interface Gauge {
  name: string
  help: string
  values: [labels: Record<string, string>, value: number][]
}

/** `/metrics` for Prometheus: to programs on this machine, and to others with a token that has `metrics:read`. */
export function metricsRoutes(app: App, live: Live) {
  const loop = monitorEventLoopDelay({ resolution: 20 })
  loop.enable()
  const routes = new Hono<Visit>()

  routes.get('/metrics', async (c) => {
    if (!(await isWatcher(app, c)))
      return c.text('Metrics need a token with the scope metrics:read.\n', 401, {
        'WWW-Authenticate': 'Bearer',
      })
    const gauges = [
      ...(await read(app, null, countWork)),
      ...(await read(app, null, (db) => watchMail(app, db))),
      ...measureProcess(live, loop.percentile(99)),
    ]
    loop.reset()
    return c.text(gauges.map(write).join(''), 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    })
  })

  return routes
}

async function countWork(db: Reader): Promise<Gauge[]> {
  const count = sql<number>`count(*)::int`
  const mailsIn = await db.select({ state: mails.state, count }).from(mails).groupBy(mails.state)
  const mailsOut = await db
    .select({ state: outbound.state, count })
    .from(outbound)
    .groupBy(outbound.state)
  const jobs = await db.execute<{ name: string; state: string; count: number }>(
    sql`select name, state::text, count(*)::int from pgboss.job
      where state in ('created', 'retry', 'active', 'failed') and name !~ '^__' group by name, state`,
  )
  return [
    {
      name: 'deskwire_mails',
      help: 'Mails in, by state.',
      values: mailsIn.map(({ state, count }) => [{ state }, count]),
    },
    {
      name: 'deskwire_outbound',
      help: 'Mails out, by state.',
      values: mailsOut.map(({ state, count }) => [{ state }, count]),
    },
    {
      name: 'deskwire_jobs',
      help: 'Jobs that wait, run or have failed for good.',
      values: jobs.map(({ name, state, count }) => [{ queue: name, state }, count]),
    },
  ]
}

async function watchMail(app: App, db: Reader): Promise<Gauge[]> {
  const every = app.env.CANARY_MINUTES
  const flights = await readFlights(db, app.clock())
  const loops = await findLoops(db, app.clock())
  return [
    gauge(
      'deskwire_canary_late',
      '1: mail does not arrive.',
      every > 0 ? Number(isLate(flights, every)) : null,
    ),
    gauge(
      'deskwire_canary_missed_seconds',
      'Since a canary arrived, or the first was sent.',
      flights.missedMs && flights.missedMs / 1000,
    ),
    gauge(
      'deskwire_canary_lag_seconds',
      'How long the last one took.',
      flights.tookMs && flights.tookMs / 1000,
    ),
    gauge('deskwire_loop_mails', 'Mails that came in circles, of the last hour.', loops.mails),
    gauge(
      'deskwire_limited_addresses',
      'Addresses that were to get more automatic mail than is sent, of the last hour.',
      loops.limited.length,
    ),
  ]
}

/** @param value null: there is none, which Prometheus can alarm on too */
function gauge(name: string, help: string, value: number | null): Gauge {
  return { name, help, values: value === null ? [] : [[{}, value]] }
}

function measureProcess(live: Live, loopNanos: number): Gauge[] {
  const { rss, heapUsed } = process.memoryUsage()
  return [
    gauge('deskwire_live_pages', 'Open pages that hear of changes.', live.count()),
    gauge('deskwire_uptime_seconds', 'Since this process began.', process.uptime()),
    gauge('deskwire_resident_memory_bytes', 'Memory of this process.', rss),
    gauge('deskwire_heap_used_bytes', 'Of which JavaScript objects.', heapUsed),
    gauge(
      'deskwire_event_loop_delay_seconds',
      'How late the event loop was, 99th percentile since last asked.',
      Number.isFinite(loopNanos) ? loopNanos / 1e9 : 0,
    ),
  ]
}

function write({ name, help, values }: Gauge): string {
  const lines = values.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(
      ([label, text]) => `${label}="${text.replace(/["\\\n]/g, '_')}"`,
    )
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`
  })
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.map((line) => `${line}\n`).join('')}`
}
