import { join, resolve } from 'node:path'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { PgBoss } from 'pg-boss'
import { destination, pino } from 'pino'
import { connect } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { type App, perform } from './app.ts'
import { allAsked } from './ask-soon.ts'
import type { Env } from './env.ts'
import { jobs } from './jobs.ts'
import { keyRing, readSecrets } from './key-ring.ts'
import { welcome } from './teams/teams.ts'

/** The desk with its database, before any door is open. */
export interface Desk {
  app: App
  ownerUrl: string // For the few commands that need the owner: backup, tests.
  dataDir: string // Where the embedded database, files and keys live.
  close(): Promise<void>
}

const queues = Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.queue]))

/**
 * Starts or joins the database, brings it up to date, and connects as the login that row level security holds for.
 * @param working whether this process does jobs: it then keeps the queues in order too
 */
export async function openDesk(env: Env, { working = false } = {}): Promise<Desk> {
  const dataDir = resolve(env.DESKWIRE_DATA)
  const embedded = env.DATABASE_URL ? undefined : await startEmbedded(dataDir)
  try {
    const ownerUrl = embedded?.url ?? String(env.DATABASE_URL)
    const runtimeUrl = await migrate(ownerUrl, queues)
    const client = connect(runtimeUrl, { max: 12 })
    const log = pino({ level: env.LOG_LEVEL, redact: secrets }, destination(2))
    const boss = await startBoss(runtimeUrl, working)
    boss.on('error', (error) =>
      log.error({ error: error.message }, 'the job queue reports an error'),
    )
    const app: App = {
      db: client.db,
      sql: client.sql,
      readOnly: client.readOnly,
      signIns: client.db,
      boss,
      env,
      clock: () => new Date(),
      files: new Disk(new FSDriver({ location: join(dataDir, 'files'), visibility: 'private' })),
      keys: keyRing(await readSecrets(env.DESKWIRE_SECRET, dataDir)),
      log,
    }
    await perform(app, null, welcome)
    const close = async () => {
      await allAsked(app)
      await boss.stop({ graceful: true, timeout: 20_000 })
      await client.close()
      await embedded?.stop()
    }
    return { app, ownerUrl, dataDir, close }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

/** Never in a log, whatever object they come along in. */
const secrets = ['password', 'token', 'authorization', 'cookie', 'raw', 'text', 'html'].flatMap(
  (key) => [key, `*.${key}`],
)

async function startBoss(url: string, working: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    max: 4,
    migrate: false, // The owner has done it.
    createSchema: false,
    supervise: working,
    schedule: working,
    reindex: false, // For owners only.
    monitorIntervalSeconds: 15, // A killed worker's job runs again this soon.
    superviseIntervalSeconds: 15,
    useListenNotify: working,
  })
  boss.on('error', () => {}) // Until the log is there.
  return boss.start()
}
