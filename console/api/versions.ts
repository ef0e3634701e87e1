import { z } from '@hono/zod-openapi'
import type { Reader } from '#core/app.ts'
import { readVersions } from '#core/versions.ts'
import { named } from './shapes.ts'

export const Version = z.object({
  version: z.int(),
  definition: z.unknown(),
  changedBy: named.nullable().openapi({
    description: 'Null: the command line, or the desk itself.',
  }),
  changedAt: z.iso.datetime(),
})

/** How something configured read at each of its versions, the latest first; its subject is like `ladder:3`. */
export async function versionsShown(db: Reader, subject: string) {
  const rows = await readVersions(db, subject)
  return rows.map((row) => ({ ...row, changedAt: row.changedAt.toISOString() }))
}
