import { desc, eq } from 'drizzle-orm'
import { people } from '#db/schema/people.ts'
import { versions } from '#db/schema/versions.ts'
import type { Reader, Work } from './app.ts'

/** Keeps how something configured reads from this version on. `rule:7`, `sla_policy:2`, `calendar:1`, `ladder:3`. */
export async function keepVersion(
  work: Work,
  subject: string,
  version: number,
  definition: unknown,
): Promise<void> {
  const changedById = work.actor?.personId ?? null
  await work.tx
    .insert(versions)
    .values({ subject, version, definition, changedById, changedAt: work.now })
}

/** Each version with who made it (null: the command line, or the desk itself), the latest first. */
export function readVersions(db: Reader, subject: string) {
  return db
    .select({
      version: versions.version,
      definition: versions.definition,
      changedBy: { id: people.id, name: people.name },
      changedAt: versions.changedAt,
    })
    .from(versions)
    .leftJoin(people, eq(people.id, versions.changedById))
    .where(eq(versions.subject, subject))
    .orderBy(desc(versions.version))
}
