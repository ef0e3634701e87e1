import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { type App, read } from '#core/app.ts'
import type { Visit } from './visit.ts'

const patienceMillis = 2000

/** What programs that watch over this process ask. No session is needed, and nothing about customers is told. */
export async function healthRoutes(app: App, isStopping: () => boolean) {
  const { version } = JSON.parse(
    await readFile(join(import.meta.dirname, '..', 'package.json'), 'utf8'),
  ) as { version: string }
  const routes = new Hono<Visit>()

  routes.get('/healthz', async (c) => {
    const database = await timeDatabase(app)
    return database === null
      ? c.json({ status: 'failing', version, database: 'not answering' }, 503)
      : c.json({ status: 'ok', version, database: `${database} ms` })
  })

  routes.get('/readyz', async (c) => {
    const ready = !isStopping() && (await timeDatabase(app)) !== null
    return ready ? c.json({ ready }) : c.json({ ready }, 503)
  })

  return routes
}

/** How long the database takes to answer, in milliseconds, or null when it does not in time. */
async function timeDatabase(app: App): Promise<number | null> {
  const started = performance.now()
  const asked = read(app, null, (db) => db.execute(sql`select 1`)).then(
    () => Math.round(performance.now() - started),
    () => null,
  )
  const late = new Promise<null>((resolve) => setTimeout(resolve, patienceMillis, null).unref())
  return Promise.race([asked, late])
}
