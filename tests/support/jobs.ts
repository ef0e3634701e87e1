import { type SQL, sql } from 'drizzle-orm'
import { slackJobs } from '#bot/jobs.ts'
import type { App, Tx } from '#core/app.ts'
import { allAsked } from '#core/ask-soon.ts'
import { deskJobs } from '#core/desk-jobs.ts'
import type { JobName } from '#core/jobs.ts'
import { runJob } from '#core/work.ts'
import { mailJobs } from '#ingest/jobs.ts'

/** pg-boss's own table, asked in the same transaction as the test. */
function query<Row>(app: App, statement: SQL): Promise<Row[]> {
  return app.db.transaction(async (tx: Tx) => [...(await tx.execute(statement))] as Row[])
}

/** The names of the jobs that wait, in order. */
export async function queued(app: App): Promise<JobName[]> {
  await allAsked(app)
  const rows = await query<{ name: JobName }>(
    app,
    sql`select name from pgboss.job where state = 'created' and name !~ '^__' order by name, created_on`,
  )
  return rows.map((row) => row.name)
}

/**
 * Does the waiting jobs now, and those that they queue, deferred ones only when they are due by the desk's clock.
 * A job that throws fails the test.
 */
export async function drain(app: App): Promise<void> {
  const handlers = { ...mailJobs(app), ...slackJobs(app), ...deskJobs(app) }
  await allAsked(app)
  for (let rounds = 0; rounds < 100; rounds += 1) {
    const due = await query<{ id: string; name: JobName; data: unknown }>(
      app,
      sql`update pgboss.job set state = 'completed', completed_on = now()
        where state = 'created' and name !~ '^__'
          and (start_after = created_on or start_after <= ${app.clock().toISOString()}::timestamptz)
        returning id, name, data, created_on`,
    )
    if (due.length === 0) return
    for (const job of due) await runJob(handlers, job.name, job.data)
  }
  throw new Error('Jobs keep queueing jobs: drained a hundred rounds and there are still more')
}
