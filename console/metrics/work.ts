import { sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { mails, outbound } from '#db/schema/mails.ts'
import type { Gauge } from './gauge.ts'

export async function countWork(db: Reader): Promise<Gauge[]> {
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
