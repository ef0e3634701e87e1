import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { atMost, type Report } from '#bench/report.ts'
import { type App, perform, read } from '#core/app.ts'
import { readEnv } from '#core/env.ts'
import { backTestTable } from '#core/routing/back-test-table.ts'
import { evaluate } from '#core/routing/evaluate.ts'
import { needsOf, readFacts } from '#core/routing/facts.ts'
import { openDesk } from '#core/start.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { fillDesk } from './desk.ts'
import { manyRules } from './drafts.ts'

const tickets = 10_000
const rules = 200
const mebibyte = 1024 * 1024

/** 200 rules on one ticket, and a back-test of 10,000 by three of them, on a database that waits for its disk. */
export async function benchRules(): Promise<Report> {
  const dir = await mkdtemp(join(tmpdir(), 'deskwire-bench-'))
  const desk = await openDesk(readEnv({ DESKWIRE_DATA: dir, LOG_LEVEL: 'warn' }))
  try {
    await fillDesk(desk.app, tickets)
    await perform(desk.app, null, (work) => work.tx.execute(sql`analyze`))
    const cpu = await measureOne(desk.app)
    const test = await measureBackTest(desk.app)
    return {
      bench: 'rules',
      figures: {
        [`${rules} rules on a ticket, CPU ms`]: cpu,
        [`back-test of ${tickets}, s`]: test.seconds,
        'back-test, MiB more at its end': test.mebibytes,
      },
      limits: {},
      ratios: {},
      bars: {
        [`${rules} rules on a ticket, CPU ms`]: atMost(1, cpu),
        [`back-test of ${tickets}, s`]: atMost(10, test.seconds),
        'back-test, MiB more at its end': atMost(200, test.mebibytes),
      },
    }
  } finally {
    await desk.close()
    await rm(dir, { recursive: true, force: true })
  }
}

/** Of the last tickets in turn, so that no text is asked about twice. */
async function measureOne(app: App): Promise<number> {
  const many = manyRules(rules)
  const needs = needsOf(many.map(({ definition }) => definition.conditions))
  const facts = await read(app, null, async (db) => {
    const ids = await db.execute<{ id: TicketId }>(
      sql`select id from tickets order by id desc limit 500`,
    )
    return readFacts(
      db,
      ids.map(({ id }) => id),
      app.clock(),
      { needs },
    )
  })
  for (const one of facts.values()) evaluate(many, one, { scope: 'create' })
  const before = process.cpuUsage()
  for (const one of facts.values()) evaluate(many, one, { scope: 'create' })
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / facts.size
}

async function measureBackTest(app: App) {
  const drafts = [
    {
      scope: 'create',
      conditions: { fact: 'subject', op: 'contains', value: 'refund' },
      actions: [{ do: 'priority', priority: 'HIGH' }],
    },
    {
      scope: 'create',
      conditions: { fact: 'text', op: 'contains', value: 'invoice' },
      actions: [{ do: 'tag', tags: ['invoice'] }],
    },
    {
      scope: 'create',
      conditions: { fact: 'age', op: 'greater', value: 1 },
      actions: [{ do: 'stop' }],
    },
  ].map((definition, place) => ({ name: `Draft ${place}`, teamId: null, definition }))
  const memory = process.memoryUsage().rss
  const started = performance.now()
  const table = await read(app, null, (db) =>
    backTestTable(db, app.clock(), { rules: drafts, last: tickets }),
  )
  const seconds = (performance.now() - started) / 1000
  if (table.tickets !== tickets) throw new Error(`The back-test saw ${table.tickets} tickets`)
  return { seconds, mebibytes: (process.memoryUsage().rss - memory) / mebibyte }
}
