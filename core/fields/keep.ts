import { asc, eq, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import { fields } from '#db/schema/macros.ts'
import type { Field } from './of-ticket.ts'

type NewField = Pick<Field, 'key' | 'label' | 'type' | 'options' | 'teamId' | 'required'>
/** Its key and type stay: values that are there have been kept by them. */
type FieldChange = Partial<Pick<Field, 'label' | 'options' | 'required' | 'position'>> & {
  retired?: boolean | undefined // No longer asked for; values are kept.
}

const mostOptions = 200

/** Every field, also those that are no longer asked for, in their order. */
export function findFields(db: Reader): Promise<Field[]> {
  return db.select().from(fields).orderBy(asc(fields.position), asc(fields.key))
}

/** Gives a team's tickets, or with null every team's, a field, behind those there are. */
export async function addField(work: Work, given: NewField): Promise<void> {
  requireManager(work, given.teamId)
  if (!/^(?!__proto__$)[a-zA-Z0-9_.-]{1,64}$/.test(given.key))
    refuse('wrong-input', { why: 'A key has letters, digits, `_`, `.` or `-`, at most 64.' })
  const field = checked(given)
  const added = await work.tx
    .insert(fields)
    .values({
      ...field,
      position: sql`(select coalesce(max(position), 0) + 1 from fields)`,
      createdAt: work.now,
    })
    .onConflictDoNothing()
    .returning()
  if (added.length === 0) refuse('already-exists', { what: `The field ${given.key}` })
  await recordDesk(work, 'field', given.key, 'field_added', { ...field })
}

export async function changeField(work: Work, key: string, given: FieldChange): Promise<void> {
  const [before] = await work.tx.select().from(fields).where(eq(fields.key, key)).for('update')
  if (!before) refuse('not-found', { what: 'field' })
  requireManager(work, before.teamId)
  const { retired, ...rest } = given
  const retiredAt = retired === undefined ? before.retiredAt : retired ? work.now : null
  const after = { ...checked({ ...before, ...rest }), retiredAt }
  const changes = changesBetween(before, after)
  if (Object.keys(changes).length === 0) return
  await work.tx.update(fields).set(after).where(eq(fields.key, key))
  await recordDesk(work, 'field', key, 'field_changed', { changes })
}

function checked<Given extends NewField>(given: Given): Given {
  const label = given.label.trim()
  const options = [...new Set(given.options.map((one) => one.trim()).filter(Boolean))]
  if (label === '' || label.length > 80)
    refuse('wrong-input', { why: 'Give it a label of at most 80 characters.' })
  const chooses = given.type === 'select' || given.type === 'multi_select'
  if (chooses !== options.length > 0)
    refuse('wrong-input', {
      why: chooses ? 'Give it options to choose from.' : 'Only selects have options.',
    })
  if (options.length > mostOptions || options.some((one) => one.length > 100 || one.includes(',')))
    refuse('wrong-input', {
      why: `Give at most ${mostOptions} options of at most 100 characters, without commas.`,
    })
  return { ...given, label, options }
}
