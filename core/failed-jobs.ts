import { sql } from 'drizzle-orm'
import { fromDrizzle, type PgBoss } from 'pg-boss'
import type { Reader, Work } from './app.ts'
import { type JobName, jobs } from './jobs.ts'
import { refuse } from './refusal.ts'
import { recordDesk } from './timeline.ts'

const failed = sql`state = 'failed' and name = any(${sql.param(Object.keys(jobs))}::text[])`

/** Jobs that used up their retries, latest first. Row level security does not reach them: callers show them to those who see everything. */
export async function findFailedJobs(
  db: Reader,
  { cursor, limit: wanted = 50 }: { cursor?: string | undefined; limit?: number } = {},
) {
  const limit = Math.min(wanted, 200)
  const [, at, before] = /^(\d{1,12}\.\d{6})_([0-9a-f-]{36})$/.exec(cursor ?? '') ?? []
  if (cursor && !before)
    refuse('wrong-input', {
      why: 'That cursor does not belong to this list. Begin again without one.',
    })
  const ended = sql`extract(epoch from coalesce(completed_on, created_on))`
  const rows = await db.execute<{
    id: string
    name: JobName
    data: Record<string, number> | null
    reason: string | null
    attempts: number
    createdAt: string
    failedAt: string
    place: string
  }>(sql`select id, name, data, coalesce(output->>'message', output->>'value') as reason, retry_count + 1 as attempts,
      created_on as "createdAt", coalesce(completed_on, created_on) as "failedAt", ${ended} || '_' || id as place
    from pgboss.job
    where ${failed} ${before ? sql`and (${ended}, id) < (${at}::numeric, ${before}::uuid)` : sql``}
    order by ${ended} desc, id desc limit ${limit + 1}`)
  const items = rows.slice(0, limit).map(({ createdAt, failedAt, ...job }) => ({
    ...job,
    createdAt: new Date(createdAt),
    failedAt: new Date(failedAt),
  }))
  return { items, next: rows.length > limit ? String(items.at(-1)?.place) : null }
}

/** Gives a failed job one more try, now. */
export async function retryJob(work: Work, boss: PgBoss, id: string): Promise<void> {
  const [job] = await work.tx.execute<{ name: JobName }>(
    sql`select name from pgboss.job where id = ${id}::uuid and ${failed} for update`,
  )
  if (!job) refuse('not-found', { what: 'failed job' })
  await boss.retry(job.name, id, { db: fromDrizzle(work.tx, sql) })
  await recordDesk(work, 'desk', 'jobs', 'job_retried', { id, name: job.name })
}
