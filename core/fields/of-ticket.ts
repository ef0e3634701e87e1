import { and, asc, eq, isNull, or } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { fields } from '#db/schema/macros.ts'

export type Field = typeof fields.$inferSelect

/** The fields that tickets of a team have, in the order they are asked for. */
export function fieldsOfTeam(db: Reader, teamId: TeamId): Promise<Field[]> {
  return db
    .select()
    .from(fields)
    .where(and(isNull(fields.retiredAt), or(isNull(fields.teamId), eq(fields.teamId, teamId))))
    .orderBy(asc(fields.position), asc(fields.key))
}
