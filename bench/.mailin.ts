import { mkdtempSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { load, postgresCpuSeconds, cpuSeconds } from './ingest/processes.ts'
import { readEnv } from '#core/env.ts'
import { openDesk } from '#core/start.ts'
import { deskJobs } from '#core/desk-jobs.ts'
import { workJobs } from '#core/work.ts'
import { mailJobs } from '#ingest/jobs.ts'
import { startSmtp } from '#ingest/smtp.ts'
const count = Number(process.argv[2] ?? 1000)
const dir = mkdtempSync('/tmp/mailin-')
const desk = await openDesk(readEnv({ DESKWIRE_DATA: dir, SMTP_PORT: '0', LOG_LEVEL: process.env.LOG ?? 'warn' }), { working: true })
const { app } = desk
const [{ pid }] = (await app.sql`select pg_backend_pid() as pid`) as any
const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
const postmaster = Number(stat[1])
const door = await startSmtp(app)
async function phase(name: string, todo: () => Promise<void>) {
  const a = performance.now(), n = process.cpuUsage(), p = await postgresCpuSeconds(postmaster)
  await todo()
  const s = (performance.now() - a) / 1000, u = process.cpuUsage(n)
  const node = (u.user + u.system) / 1e6, pg = (await postgresCpuSeconds(postmaster)) - p
  console.log(name, { perSecond: Math.round(count / s), nodeMs: +(node * 1000 / count).toFixed(2), pgMs: +(pg * 1000 / count).toFixed(2) })
}
await phase('accept', async () => { await load(door.port, 'run', count, 16) })
const prof = process.argv[3] === 'prof'
let session: any
if (prof) { const { Session } = await import('node:inspector/promises'); session = new Session(); session.connect(); await session.post('Profiler.enable'); await session.post('Profiler.setSamplingInterval', { interval: 500 }); await session.post('Profiler.start') }
await phase('read', async () => {
  await workJobs(app, { ...mailJobs(app), ...deskJobs(app) } as any)
  for (;;) {
    const [row] = await app.sql.begin(async (tx) => { await tx`select set_config('desk.role','system',true)`; return tx`select count(*)::int as n from mails where state = 'received'` }) as any
    if (row.n === 0) return
    await setTimeout(300)
  }
})
if (prof) { const { profile } = await session.post('Profiler.stop'); (await import('node:fs')).writeFileSync('/tmp/mailin.cpuprofile', JSON.stringify(profile)) }
const rows = await app.sql.begin(async (tx) => { await tx`select set_config('desk.role','system',true)`; return tx`select state, count(*)::int as n from mails group by 1` })
console.log(JSON.stringify(rows), process.memoryUsage().rss / 1e6)
await door.close(); await desk.close()
process.exit(0)
