import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { variableNames, variableProblem } from '#core/mails/fill.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import type { MacroId } from '#db/schema/columns.ts'
import { macros } from '#db/schema/macros.ts'
import { readMacro } from './find.ts'
import type { Macro } from './macro.ts'

type NewMacro = Omit<Macro, 'id'>

/** Adds a macro. Refuses variables that there are not, one that does nothing, and a name its team has already. */
export async function addMacro(work: Work, given: NewMacro): Promise<MacroId> {
  requireManager(work, given.teamId)
  const macro = await checked(work, given)
  const times = { createdAt: work.now, changedAt: work.now }
  const [added] = await work.tx
    .insert(macros)
    .values({ ...macro, ...times })
    .onConflictDoNothing() // Of two at once.
    .returning({ id: macros.id })
  if (!added) refuse('already-exists', { what: `The macro ${macro.name}` })
  await recordDesk(work, 'macro', added.id, 'macro_added', { ...macro })
  return added.id
}

/** Changes what is given of it; the rest stays. Handing it to another team needs both teams' managers, or an admin. */
export async function changeMacro(
  work: Work,
  id: MacroId,
  given: Partial<NewMacro>,
): Promise<void> {
  const { id: _, ...before } = await hold(work, id)
  requireManager(work, before.teamId)
  if (given.teamId !== undefined) requireManager(work, given.teamId)
  const after = await checked(work, { ...before, ...given }, id)
  const changes = changesBetween(before, after)
  if (Object.keys(changes).length === 0) return
  await work.tx
    .update(macros)
    .set({ ...after, changedAt: work.now })
    .where(eq(macros.id, id))
  await recordDesk(work, 'macro', id, 'macro_changed', { changes })
}

export async function removeMacro(work: Work, id: MacroId): Promise<void> {
  const { name, teamId } = await hold(work, id)
  requireManager(work, teamId)
  await work.tx.update(macros).set({ deletedAt: work.now }).where(eq(macros.id, id))
  await recordDesk(work, 'macro', id, 'macro_removed', { name })
}

async function hold(work: Work, id: MacroId): Promise<Macro> {
  await work.tx.select({ id: macros.id }).from(macros).where(eq(macros.id, id)).for('update')
  return readMacro(work.tx, id)
}

async function checked(work: Work, macro: NewMacro, own?: MacroId): Promise<NewMacro> {
  const name = macro.name.trim()
  if (name === '' || name.length > 80)
    refuse('wrong-input', { why: 'Give it a name of at most 80 characters.' })
  if (macro.text.length > 20_000)
    refuse('wrong-input', { why: 'A macro has at most 20,000 characters.' })
  const problem = variableProblem(macro.text, variableNames)
  if (problem) refuse('wrong-input', { why: problem })
  if (!macro.text.trim() && Object.keys(macro.actions).length === 0)
    refuse('wrong-input', { why: 'This macro does nothing. Give it words or an action.' })
  const [same] = await work.tx
    .select({ id: macros.id })
    .from(macros)
    .where(
      and(
        eq(macros.name, name),
        macro.teamId ? eq(macros.teamId, macro.teamId) : isNull(macros.teamId),
        isNull(macros.deletedAt),
        own && ne(macros.id, own),
      ),
    )
  if (same) refuse('already-exists', { what: `The macro ${name}` })
  return { ...macro, name }
}
