import { randomUUID } from 'node:crypto'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { type App, read } from '#core/app.ts'
import { bad, type Finding, good, reasonOf } from './finding.ts'

const gigabyte = 1_000_000_000
const maxSkewMs = 2000 // Jobs fall due by Postgres's clock, and undo windows by this one.

/** That the database is sound, and that row level security holds for the desk. */
export async function examineDatabase(app: App): Promise<Finding[]> {
  const { version, mighty, unguarded } = await read(app, null, async (db) => {
    const [row] = await db.execute<{ version: string; mighty: string[]; unguarded: string[] }>(
      sql`select current_setting('server_version') as version,
        array(select rolname::text from pg_roles
          where rolname in (session_user, current_user) and (rolsuper or rolbypassrls)) as mighty,
        array(select relname::text from pg_class
          where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname !~ '^auth_'
            and not (relrowsecurity and relforcerowsecurity)) as unguarded`,
    )
    if (!row) throw new Error('Postgres returned no row about itself')
    return row
  })
  const where = app.env.DATABASE_URL ? 'yours' : 'embedded'
  return [
    good('database', `PostgreSQL ${version}, ${where}, up to date`),
    mighty.length === 0
      ? good('roles', 'row level security holds for the desk')
      : bad(
          'roles',
          `${mighty.join(' and ')} passes row level security`,
          `Take SUPERUSER and BYPASSRLS from it: alter role ${mighty[0]} nosuperuser nobypassrls`,
        ),
    unguarded.length === 0
      ? good('policies', 'forced on every table')
      : bad(
          'policies',
          `not forced on ${unguarded.join(', ')}`,
          'Run `deskwire migrate` as the owner of the database; it forces them again.',
        ),
    await examineClock(app),
  ]
}

async function examineClock(app: App): Promise<Finding> {
  return read(app, null, async (db) => {
    const before = app.clock().getTime()
    const [row] = await db.execute<{ millis: number }>(
      sql`select extract(epoch from clock_timestamp())::float8 * 1000 as millis`,
    )
    const middle = (before + app.clock().getTime()) / 2
    const skewMs = Math.abs(Number(row?.millis) - middle)
    const words = `this machine and Postgres are ${(skewMs / 1000).toFixed(1)} s apart`
    return skewMs <= maxSkewMs
      ? good('clock', words)
      : bad('clock', words, 'Let both take the time from the same servers (NTP).')
  })
}

/** Room and rights for files and, where it is embedded, the database. */
export async function examineFolder(dataDir: string): Promise<Finding> {
  const mend = 'Make it writable and give it room, or choose another with DESKWIRE_DATA.'
  const file = join(dataDir, `doctor-${randomUUID()}`)
  try {
    await writeFile(file, 'x')
    await rm(file)
    const { bavail, bsize } = await statfs(dataDir)
    const free = (bavail * bsize) / gigabyte
    const words = `${dataDir} has ${free.toFixed(1)} GB free`
    return free >= 1 ? good('folder', words) : bad('folder', words, mend)
  } catch (error) {
    return bad('folder', `${dataDir} cannot be written (${reasonOf(error)})`, mend)
  }
}
