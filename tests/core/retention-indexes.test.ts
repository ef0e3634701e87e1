import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { kept } from '#core/retention/kept.ts'
import { test } from '#tests/support/test.ts'

test.for(Object.keys(kept))('what is removed of %s is found by an index', async (kind, { app }) => {
  const plan = await read(app, null, async (db) => {
    await db.execute(sql`set local enable_seqscan = off`) // A table of few rows needs no index yet.
    return db.execute<{ 'QUERY PLAN': string }>(
      sql`explain ${kept[kind]?.due(sql`now()`)} limit 1000`,
    )
  })
  const steps = plan.map((row) => row['QUERY PLAN']).join('\n')
  expect(steps).toContain('Index Cond')
  expect(steps).not.toContain('Seq Scan')
})
