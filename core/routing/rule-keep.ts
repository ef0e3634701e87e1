import { and, eq, isNull, max } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { inTurn } from '#core/once.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import { keepVersion, readVersions } from '#core/versions.ts'
import type { RuleId } from '#db/schema/columns.ts'
import { rules } from '#db/schema/routing.ts'
import { checked, type GivenRule } from './rule-given.ts'

/** Adds a rule behind all others. Refuses a name that another rule of the team has, and what names something missing. */
export async function addRule(work: Work, given: GivenRule): Promise<RuleId> {
  requireManager(work, given.teamId)
  const rule = await checked(work, given)
  await inTurn(work, ['rules']) // Two must not get one place.
  const [last] = await work.tx.select({ position: max(rules.position) }).from(rules)
  const position = (last?.position ?? 0) + 1
  const times = { createdAt: work.now, changedAt: work.now }
  const [added] = await work.tx
    .insert(rules)
    .values({ ...rule, position, version: 1, ...times })
    .returning({ id: rules.id })
  if (!added) throw new Error('Postgres returned no row for a new rule')
  await keepVersion(work, `rule:${added.id}`, 1, rule)
  await recordDesk(work, 'rule', added.id, 'rule_added', { ...rule })
  return added.id
}

/** Changes what is given of a rule; the rest stays. What it asks and does begins anew with its version. */
export async function changeRule(work: Work, id: RuleId, given: Partial<GivenRule>): Promise<void> {
  const before = await holdRule(work, id)
  if (given.teamId !== undefined) requireManager(work, given.teamId)
  const { name, teamId, enabled, definition } = before
  const old = { name, teamId, enabled, definition }
  const rule = await checked(work, { ...old, ...given }, id)
  const changes = changesBetween(old, rule)
  if (Object.keys(changes).length === 0) return
  const version = before.version + 1
  await work.tx
    .update(rules)
    .set({ ...rule, version, changedAt: work.now, lookedAt: null, lookedTo: null })
    .where(eq(rules.id, id))
  await keepVersion(work, `rule:${id}`, version, rule)
  await recordDesk(work, 'rule', id, 'rule_changed', { changes, version })
}

/** Makes a rule read as it did at an earlier version; that is a new version too. */
export async function restoreRule(work: Work, id: RuleId, version: number): Promise<void> {
  const versions = await readVersions(work.tx, `rule:${id}`)
  const found = versions.find((one) => one.version === version)
  if (!found) refuse('not-found', { what: `version ${version} of this rule` })
  await changeRule(work, id, found.definition as GivenRule)
}

/** Takes a rule away. What it has done stays done, and its history stays to be read. */
export async function deleteRule(work: Work, id: RuleId): Promise<void> {
  const { name } = await holdRule(work, id)
  await work.tx.update(rules).set({ deletedAt: work.now, enabled: false }).where(eq(rules.id, id))
  await recordDesk(work, 'rule', id, 'rule_deleted', { name })
}

async function holdRule(work: Work, id: RuleId) {
  const [rule] = await work.tx
    .select()
    .from(rules)
    .where(and(eq(rules.id, id), isNull(rules.deletedAt)))
    .for('update')
  if (!rule) refuse('not-found', { what: 'rule' })
  requireManager(work, rule.teamId)
  return rule
}
