import { chown, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { EmbeddedProblem, type Places } from './embedded-files.ts'
import { type Programs, reasonOf, runIn, type Way } from './embedded-programs.ts'

/**
 * Text sorts by code point, alike on every machine. LC_CTYPE must know Unicode all the same: with "C" pg_trgm
 * and full text search take only ASCII for letters. Old systems call such a locale by another name.
 */
const locales = ['C.UTF-8', 'en_US.UTF-8', 'C']

/** Makes a new cluster. It is made beside its place and renamed, so that half a one is never taken for whole. */
export async function initialise(programs: Programs, way: Way, places: Places): Promise<void> {
  await removeHalves(places)
  const half = await mkdtemp(join(places.root, 'postgres.new-'))
  if (way.owner) {
    await chown(half, way.owner.uid, way.owner.gid)
    await chown(places.password, way.owner.uid, way.owner.gid)
  }
  try {
    await initdb(programs, way, places, half)
    await rename(half, places.cluster)
  } catch (cause) {
    await rm(half, { recursive: true, force: true })
    if (cause instanceof EmbeddedProblem) throw cause
    const problem = `${places.cluster} is there but holds no database: move it away, then start again.`
    throw new EmbeddedProblem(problem, { cause })
  }
}

async function initdb(programs: Programs, way: Way, places: Places, folder: string) {
  const command = [
    ...[programs.initdb, `--pgdata=${folder}`, '--username=owner', `--pwfile=${places.password}`],
    ...['--auth=scram-sha-256', '--encoding=UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ]
  for (const locale of locales) {
    try {
      await runIn(way, [...command, `--locale=${locale}`])
      return
    } catch (cause) {
      const reason = reasonOf(cause)
      if (reason.includes('invalid locale') && locale !== locales.at(-1)) continue
      const problem = `PostgreSQL could not make its database in ${places.root} (${reason}).`
      throw new EmbeddedProblem(problem, { cause })
    }
  }
}

/** What a killed start left. Its initdb may still be writing, so what resists is left to the next time. */
async function removeHalves({ root }: Places) {
  const halves = (await readdir(root)).filter((name) => name.startsWith('postgres.new-'))
  for (const half of halves) {
    await rm(join(root, half), { recursive: true, force: true }).catch(() => {})
  }
}
