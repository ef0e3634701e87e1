import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { type App, type Reader, read } from '#core/app.ts'
import { readFlights } from '#core/canary/watch.ts'
import { slackIsOn } from '#core/env.ts'
import { findLoops } from '#core/mails/loops.ts'
import { slackBacklog } from '#core/slack/setup-backlog.ts'
import { type Check, checkCanary, checkLoops } from './checks.ts'
import { checkSlack } from './slack-check.ts'
import type { Visit } from './visit.ts'
import { isWatcher } from './watcher.ts'

const patienceMillis = 2000

/**
 * What programs that watch over this process ask. No session is needed, and nothing about customers is told.
 * `degraded` is answered 200: a balancer must not take a desk away because mail is slow somewhere.
 */
export async function healthRoutes(app: App, isStopping: () => boolean) {
  const { version } = JSON.parse(
    await readFile(join(import.meta.dirname, '..', 'package.json'), 'utf8'),
  ) as { version: string }
  const routes = new Hono<Visit>()

  routes.get('/healthz', async (c) => {
    const database = await timeDatabase(app)
    if (database === null)
      return c.json({ status: 'failing', version, database: 'not answering' }, 503)
    const checks = (await inTime(read(app, null, (db) => examine(app, db)))) ?? unexamined
    const status = Object.values(checks).every(({ ok }) => ok) ? 'ok' : 'degraded'
    const shown = (await isWatcher(app, c)) ? checks : withoutDetails(checks)
    return c.json({ status, version, database: `${database} ms`, checks: shown })
  })

  routes.get('/readyz', async (c) => {
    const ready = !isStopping() && (await timeDatabase(app)) !== null
    return ready ? c.json({ ready }) : c.json({ ready }, 503)
  })

  return routes
}

type Checks = Record<string, Check>

const unexamined: Checks = {
  mail: { ok: false, words: 'How mail fares could not be found out in time.' },
}

async function examine(app: App, db: Reader): Promise<Checks> {
  const now = app.clock()
  const every = app.env.CANARY_MINUTES
  return {
    ...(every > 0 && { canary: checkCanary(await readFlights(db, now), every) }),
    loops: checkLoops(await findLoops(db, now)),
    ...(slackIsOn(app.env) && { slack: checkSlack(await slackBacklog(db, now)) }),
  }
}

function withoutDetails(checks: Checks): Checks {
  return Object.fromEntries(
    Object.entries(checks).map(([name, { ok, words }]) => [name, { ok, words }]),
  )
}

/** How long the database takes to answer, in milliseconds, or null when it does not in time. */
async function timeDatabase(app: App): Promise<number | null> {
  const started = performance.now()
  const asked = read(app, null, (db) => db.execute(sql`select 1`))
  return inTime(asked.then(() => Math.round(performance.now() - started)))
}

/** Null: it failed, or takes too long. */
function inTime<T>(asked: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, patienceMillis, null).unref())
  return Promise.race([asked.catch(() => null), late])
}
