import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { PgBoss } from 'pg-boss'
import { pino } from 'pino'
import type { App } from '#core/app.ts'
import { allAsked } from '#core/ask-soon.ts'
import { type Env, readEnv } from '#core/env.ts'
import { keyRing } from '#core/key-ring.ts'
import { connect } from '#db/client.ts'

/** A desk on a database, as `core/start.ts` makes it, but with a clock that stands and a log that is silent. */
export async function testApp(runtimeUrl: string, env: Partial<Env> = {}) {
  const client = connect(runtimeUrl, { max: 4 })
  const boss = new PgBoss({
    connectionString: runtimeUrl,
    max: 2,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
  })
  boss.on('error', () => {})
  await boss.start()
  let now = new Date('2026-03-02T09:00:00Z')
  const app: App = {
    db: client.db,
    sql: client.sql,
    readOnly: client.readOnly,
    signIns: client.db,
    boss,
    env: {
      ...readEnv({}),
      LOG_LEVEL: 'silent',
      UNDO_SECONDS: 0,
      HTTP_PORT: 0,
      SMTP_PORT: 0,
      ...env,
    },
    clock: () => now,
    files: new Disk(
      new FSDriver({
        location: mkdtempSync(join(tmpdir(), 'deskwire-files-')),
        visibility: 'private',
      }),
    ),
    keys: keyRing(['a secret that is only for tests, 32 or more']),
    log: pino({ level: 'silent' }),
    dns: async (name) => {
      throw Object.assign(new Error(`In tests ${name} is no name`), { code: 'ENOTFOUND' })
    },
  }
  return {
    app,
    /** Moves the desk's clock. */
    pass: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000)
    },
    close: async () => {
      await allAsked(app)
      await boss.stop({ graceful: false })
      await client.close()
    },
  }
}
