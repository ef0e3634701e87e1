import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuSeconds, postgresCpuSeconds, startServer, stopServer } from '#bench/ingest/processes.ts'
import { atMost, type Report } from '#bench/report.ts'
import { readEnv } from '#core/env.ts'
import { openDesk } from '#core/start.ts'
import { connect } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { drained, lags, makeDue, makeOverdue, open, openTickets, toldWrongly } from './clocks.ts'

const rates = [10, 100, 1000]
const seconds = 10

/**
 * Warnings at 100,000 open tickets by three worker processes, one of which is killed while it works: how late each is,
 * by the time of its commit, that each comes once, and how soon an outage is made good. Beside it, the CPU of a loop
 * that does no more than mark what is due.
 */
export async function benchSla(): Promise<Report> {
  const dir = await mkdtemp(join(tmpdir(), 'deskwire-bench-'))
  let server = await startEmbedded(dir)
  const { sql: setting, close: closeSetting } = connect(server.url, { max: 1 })
  await setting`alter system set track_commit_timestamp = on`
  await closeSetting()
  await server.stop()
  server = await startEmbedded(dir)
  const postmaster = Number(
    (await readFile(join(dir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0],
  )
  const { sql, close } = connect(server.url, { max: 1 })
  const workers: Worker[] = []
  try {
    const desk = await openDesk(
      readEnv({ DATABASE_URL: server.url, DESKWIRE_DATA: dir, LOG_LEVEL: 'error' }),
    )
    await desk.close()
    await openTickets(sql)
    const raw = await measureRaw(server.url, sql, postmaster)
    const work = () => startServer('bench/sla/worker.ts', [server.url, dir])
    workers.push(...(await Promise.all([work(), work(), work()])))
    const figures: Record<string, number> = {}
    const bars: Report['bars'] = {}
    let cpu = 0
    let spentByVictim = 0
    for (const rate of rates) {
      const since = new Date()
      const spent = await cpuOf(workers, postmaster)
      const lasts = await makeDue(sql, rate * seconds, rate)
      if (rate === 1000) {
        await sleep(lasts / 2)
        const [victim] = workers.splice(0, 1)
        if (victim) spentByVictim = await killed(victim.child)
        await sleep(lasts / 2 + 1000)
      } else await sleep(lasts + 1000)
      cpu = (await cpuOf(workers, postmaster)) + spentByVictim - spent
      const { p50, p99, count } = await lags(sql, since)
      figures[`lag at ${rate} due/s, p50 ms`] = p50
      figures[`lag at ${rate} due/s, p99 ms`] = p99
      bars[`lag at ${rate} due/s, p99 ms`] = atMost(250, p99)
      bars[`not told at ${rate} due/s`] = atMost(0, rate * seconds - count)
    }
    figures['CPU ms a warning at 1000 due/s'] = (cpu * 1000) / (1000 * seconds)
    bars['told other than once'] = atMost(0, await toldWrongly(sql))
    workers.push(await work())
    await makeOverdue(sql)
    figures[`${open} overdue, s`] = await drained(sql)
    bars[`${open} overdue, s`] = atMost(5, figures[`${open} overdue, s`] ?? Number.NaN)
    bars['overdue told other than once'] = atMost(0, await toldWrongly(sql))
    return {
      bench: 'sla',
      figures,
      limits: { 'CPU ms a warning at 1000 due/s': raw },
      ratios: {
        'CPU ms a warning at 1000 due/s': (figures['CPU ms a warning at 1000 due/s'] ?? 0) / raw,
      },
      bars,
    }
  } finally {
    for (const { child } of workers) await stopServer(child)
    await close()
    await server.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

/** CPU ms that the raw loop and its Postgres take a warning. */
async function measureRaw(url: string, sql: Sql, postmaster: number): Promise<number> {
  const loop = await startServer('bench/sla/raw-loop.ts', [url])
  const before = await cpuOf([loop], postmaster)
  const lasts = await makeDue(sql, 1000 * seconds, 1000)
  await sleep(lasts + 500)
  const spent = (await cpuOf([loop], postmaster)) - before
  await stopServer(loop.child)
  await sql`update sla_clocks set warned_at = null, warn_at = now() + interval '300 days', next_at = now() + interval '300 days'`
  return (spent * 1000) / (1000 * seconds)
}

type Sql = ReturnType<typeof connect>['sql']
type Worker = Awaited<ReturnType<typeof startServer>>

async function cpuOf(workers: readonly Worker[], postmaster: number): Promise<number> {
  const own = workers.reduce((sum, { child }) => sum + cpuSeconds(child.pid ?? 0), 0)
  return own + (await postgresCpuSeconds(postmaster))
}

/** @returns the CPU seconds that it had used */
async function killed(child: Worker['child']): Promise<number> {
  const ended = once(child, 'exit')
  const used = cpuSeconds(child.pid ?? 0)
  child.kill('SIGKILL')
  await ended
  return used
}
