import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import { PgBoss } from 'pg-boss'
import { connect } from './client.ts'
import { DatabaseProblem } from './problem.ts'
import { createQueues, type Queues } from './queues.ts'
import { runtimeUrl } from './runtime-login.ts'

const migrationsFolder = fileURLToPath(new URL('migrations', import.meta.url))
const privileges = fileURLToPath(new URL('privileges.sql', import.meta.url))
const lock = 7_423_001 // Any number that nobody else locks: two servers starting at once migrate one after the other.

/**
 * Brings the database up to this version of Deskwire: tables, job queues, privileges, and the login the server
 * runs as. Safe to repeat and to run from several processes at once.
 * @param ownerUrl a role that may create tables and roles
 * @returns the URL of the runtime login, which owns nothing and cannot pass row level security
 */
export async function migrate(ownerUrl: string, queues: Queues): Promise<string> {
  const { sql, db, close } = connect(ownerUrl, { max: 1, name: 'deskwire migrate' })
  try {
    await sql`select pg_advisory_lock(${lock})`
    await refuseOldServer(sql)
    await refuseNewerDatabase(sql)
    await applyMigrations(db, { migrationsFolder, migrationsSchema: 'drizzle' })
    const boss = new PgBoss({
      connectionString: ownerUrl,
      max: 2,
      supervise: false,
      schedule: false,
    })
    boss.on('error', () => {}) // Each call below throws by itself.
    await boss.start()
    await createQueues(boss, queues)
    await boss.stop({ graceful: false })
    await sql.unsafe(await readFile(privileges, 'utf8'))
    return await runtimeUrl(sql, ownerUrl)
  } finally {
    await close()
  }
}

async function refuseOldServer(sql: ReturnType<typeof connect>['sql']) {
  const [server] = await sql`select current_setting('server_version_num')::int as version`
  if (server?.version < 160_000)
    throw new DatabaseProblem(
      'Deskwire needs PostgreSQL 16 or newer. Upgrade the server, or leave DATABASE_URL unset.',
    )
}

async function refuseNewerDatabase(sql: ReturnType<typeof connect>['sql']) {
  const [known] = await sql`select to_regclass('drizzle.__drizzle_migrations') as table`
  if (!known?.table) return
  const [last] = await sql`select max(created_at)::bigint as at from drizzle.__drizzle_migrations`
  const ours = Math.max(
    ...readMigrationFiles({ migrationsFolder }).map((file) => file.folderMillis),
  )
  if (Number(last?.at ?? 0) <= ours) return
  throw new DatabaseProblem(
    'The database was made by a newer Deskwire. Start that version, or restore a backup from before the upgrade.',
  )
}
