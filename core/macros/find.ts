import { and, asc, eq, isNull, or } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { MacroId, TeamId } from '#db/schema/columns.ts'
import { macros } from '#db/schema/macros.ts'
import { type Macro, MacroActions } from './macro.ts'

/** Those that stand, by name. @param teamId of those that can be used on its tickets; absent: all */
export async function findMacros(db: Reader, teamId?: TeamId): Promise<Macro[]> {
  const rows = await db
    .select()
    .from(macros)
    .where(
      and(isNull(macros.deletedAt), teamId && or(isNull(macros.teamId), eq(macros.teamId, teamId))),
    )
    .orderBy(asc(macros.name), asc(macros.id))
  return rows.map(macroOf)
}

export async function readMacro(db: Reader, id: MacroId): Promise<Macro> {
  const [row] = await db
    .select()
    .from(macros)
    .where(and(eq(macros.id, id), isNull(macros.deletedAt)))
  return row ? macroOf(row) : refuse('not-found', { what: 'macro' })
}

function macroOf({ id, name, teamId, text, note, actions }: typeof macros.$inferSelect): Macro {
  return { id, name, teamId, text, note, actions: MacroActions.parse(actions) }
}
