import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atLeast, atMost, percentile, type Report } from '#bench/report.ts'
import { connect } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { cpuSeconds, load, postgresCpuSeconds, startServer, stopServer } from './processes.ts'

const mails = 2000

/** 3.5 ms a mail where parsing and committing takes 1.4 ms: machines differ, so it is the ratio that counts. */
const cpuBar = 2.5

/**
 * Mail in, against the raw limits of the same machine in the same run: an SMTP server that commits the raw bytes,
 * and one that parses and commits. PostgreSQL waits for the disk as it does in earnest.
 */
export async function benchIngest(): Promise<Report> {
  const dir = await mkdtemp(join(tmpdir(), 'deskwire-bench-'))
  const server = await startEmbedded(dir)
  const postmaster = Number(
    (await readFile(join(dir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0],
  )
  const admin = connect(server.url, { max: 1 })
  await admin.sql`create database limits`
  const limitUrl = server.url.replace(/\/deskwire$/, '/limits')
  try {
    const commit = await measureLimit(limitUrl, 'commit', 16, postmaster)
    const parse = await measureLimit(limitUrl, 'parse', 4, postmaster)
    const accept = await measureAccept(server.url, dir)
    const whole = await measureWhole(server.url, dir, admin.sql, postmaster)
    return {
      bench: 'ingest',
      figures: {
        'accepted mails/s, 16 connections': accept.rate,
        'dot to 250, p99 ms': accept.p99,
        'end to end mails/s, 4 connections': whole.rate,
        'CPU ms a mail, Node': whole.nodeMillis,
        'CPU ms a mail, with Postgres': whole.allMillis,
        '250 to visible, p95 ms': whole.visible95,
      },
      limits: {
        'accepted mails/s, 16 connections': commit.rate,
        'end to end mails/s, 4 connections': parse.rate,
        'CPU ms a mail, with Postgres': parse.cpuMillis,
      },
      ratios: {
        'accepted mails/s, 16 connections': accept.rate / commit.rate,
        'end to end mails/s, 4 connections': whole.rate / parse.rate,
        'CPU ms a mail, with Postgres': whole.allMillis / parse.cpuMillis,
      },
      bars: {
        'accepted mails/s, 16 connections': atLeast(0.7, accept.rate / commit.rate),
        'end to end mails/s, 4 connections': atLeast(0.45, whole.rate / parse.rate),
        'CPU ms a mail, with Postgres': atMost(cpuBar, whole.allMillis / parse.cpuMillis),
        '250 to visible, p95 ms': atMost(100, whole.visible95),
      },
    }
  } finally {
    await admin.close()
    await server.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

async function measureLimit(
  url: string,
  kind: 'commit' | 'parse',
  connections: number,
  postmaster: number,
) {
  const { child, ports } = await startServer('bench/ingest/limit-server.ts', [url, kind])
  await load(ports.smtp, 'warm', 200, connections)
  const before = await cpuOf(child.pid, postmaster)
  const { seconds } = await load(ports.smtp, 'limit', mails, connections)
  const after = await cpuOf(child.pid, postmaster)
  await stopServer(child)
  return { rate: mails / seconds, cpuMillis: ((after.all - before.all) * 1000) / mails }
}

/** CPU seconds so far, of the server alone and with its Postgres. */
async function cpuOf(pid: number | undefined, postmaster: number) {
  const node = cpuSeconds(pid ?? 0)
  return { node, all: node + (await postgresCpuSeconds(postmaster)) }
}

function desk(url: string, dir: string, roles: string) {
  return startServer('main.ts', [], {
    DATABASE_URL: url,
    DESKWIRE_DATA: dir,
    DESKWIRE_ROLES: roles,
    SMTP_PORT: '0',
    LOG_LEVEL: 'warn',
  })
}

/** The door alone: what is read later does not compete for the two cores. */
async function measureAccept(url: string, dir: string) {
  const { child, ports } = await desk(url, dir, 'ingest')
  await load(ports.smtp, 'warm', 200, 16)
  const { seconds, millis } = await load(ports.smtp, 'accept', mails, 16)
  await stopServer(child)
  return { rate: mails / seconds, p99: percentile(millis, 0.99) }
}

/** From the first mail sent to the last one in its ticket, with its event, search and jobs. */
async function measureWhole(
  url: string,
  dir: string,
  sql: ReturnType<typeof connect>['sql'],
  postmaster: number,
) {
  const { child, ports } = await desk(url, dir, 'ingest,worker')
  const unread = async () => {
    const [row] = await sql`select exists (select from mails where state = 'received') as some`
    return row?.some === true
  }
  const settled = async () => {
    while (await unread()) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await load(ports.smtp, 'warm2', 200, 4)
  await settled()
  await sql`analyze` // As autovacuum does within a minute; an empty desk has plans for empty tables.
  const before = await cpuOf(child.pid, postmaster)
  const started = performance.now()
  await load(ports.smtp, 'whole', mails, 4)
  await settled()
  const seconds = (performance.now() - started) / 1000
  const after = await cpuOf(child.pid, postmaster)
  const visible = await measureVisible(sql, ports.smtp)
  await stopServer(child)
  return {
    rate: mails / seconds,
    nodeMillis: ((after.node - before.node) * 1000) / mails,
    allMillis: ((after.all - before.all) * 1000) / mails,
    visible95: percentile(visible, 0.95),
  }
}

/** On an idle desk: from 250 to the notification that the ticket is there, mail by mail. */
async function measureVisible(
  sql: ReturnType<typeof connect>['sql'],
  port: number,
): Promise<number[]> {
  const { sendAll } = await import('./smtp-client.ts')
  const seen: (() => void)[] = []
  const listener = await sql.listen('desk', () => seen.shift()?.())
  const millis: number[] = []
  for (let n = 0; n < 60; n += 1) {
    const visible = new Promise<number>((resolve) => seen.push(() => resolve(performance.now())))
    await sendAll(port, `visible${n}`, [0])
    const answered = performance.now()
    millis.push(Math.max(0, (await visible) - answered))
  }
  await listener.unlisten()
  return millis
}
