import { and, asc, eq, isNull, max, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { refuse } from '#core/refusal.ts'
import { conditionsFrom } from '#core/routing/rule-check.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import { keepVersion } from '#core/versions.ts'
import { calendars } from '#db/schema/calendars.ts'
import type { SlaPolicyId } from '#db/schema/columns.ts'
import { slaPolicies } from '#db/schema/sla.ts'
import { teams } from '#db/schema/teams.ts'
import { requireThere } from './policies-there.ts'
import { askToRetarget } from './retarget.ts'
import { targetsFrom } from './targets.ts'

type Policy = typeof slaPolicies.$inferSelect
/** All that can be said of a policy; see the table for what null means. */
export type PolicySettings = Pick<
  Policy,
  'name' | 'position' | 'enabled' | 'teamId' | 'conditions' | 'targets' | 'calendarId'
>

/** The policies in the order in which they are asked, with whose tickets they hold for and by which calendar. */
export function allPolicies(db: Reader) {
  return selectPolicies(db).orderBy(asc(slaPolicies.position), asc(slaPolicies.id))
}

export type PolicyRow = Awaited<ReturnType<typeof allPolicies>>[number]

export async function readPolicy(db: Reader, id: SlaPolicyId): Promise<PolicyRow> {
  const [policy] = await selectPolicies(db, id)
  return policy ?? refuse('not-found', { what: 'SLA policy' })
}

function selectPolicies(db: Reader, id?: SlaPolicyId) {
  return db
    .select({
      id: slaPolicies.id,
      name: slaPolicies.name,
      position: slaPolicies.position,
      enabled: slaPolicies.enabled,
      team: { id: teams.id, name: teams.name },
      conditions: slaPolicies.conditions,
      targets: slaPolicies.targets,
      calendar: { id: calendars.id, name: calendars.name },
      version: slaPolicies.version,
      changedAt: slaPolicies.changedAt,
    })
    .from(slaPolicies)
    .leftJoin(teams, eq(teams.id, slaPolicies.teamId))
    .leftJoin(calendars, eq(calendars.id, slaPolicies.calendarId))
    .where(
      and(isNull(slaPolicies.deletedAt), id === undefined ? undefined : eq(slaPolicies.id, id)),
    )
}

/**
 * Adds a policy: unless it says where, before the first that holds for every ticket, so that it can hold at all, else
 * behind all others. For managers of its team; of every team, for admins.
 */
export async function addPolicy(
  work: Work,
  given: Omit<PolicySettings, 'position'> & { position?: number | undefined },
): Promise<SlaPolicyId> {
  requireManager(work, given.teamId)
  const policy = checked({ ...given, position: given.position ?? (await placeFor(work, given)) })
  await requireThere(work, policy)
  const [added] = await work.tx
    .insert(slaPolicies)
    .values({ ...policy, version: 1, createdAt: work.now, changedAt: work.now })
    .onConflictDoNothing()
    .returning({ id: slaPolicies.id })
  if (!added) refuse('already-exists', { what: `The SLA policy ${policy.name}` })
  await keepVersion(work, subjectOf(added.id), 1, policy)
  await recordDesk(work, 'sla_policy', added.id, 'sla_policy_added', { ...policy })
  askToRetarget(work)
  return added.id
}

async function placeFor(
  { tx }: Work,
  { teamId, conditions }: Pick<PolicySettings, 'teamId' | 'conditions'>,
): Promise<number> {
  const holdsForAll = sql`${slaPolicies.teamId} is null and ${slaPolicies.conditions} is null`
  const [there] = await tx
    .select({
      last: max(slaPolicies.position),
      forAll: sql<number | null>`min(${slaPolicies.position}) filter (where ${holdsForAll})`,
    })
    .from(slaPolicies)
    .where(isNull(slaPolicies.deletedAt))
  const isNarrow = teamId !== null || conditions !== null
  if (isNarrow && typeof there?.forAll === 'number') return Math.max(0, there.forAll - 1)
  return (there?.last ?? 0) + 1
}

/** Sets what is given. What runs is counted anew from its start; what was met or breached stays so. */
export async function changePolicy(
  work: Work,
  id: SlaPolicyId,
  given: Partial<PolicySettings>,
): Promise<void> {
  const before = await holdPolicy(work, id)
  const policy = checked({ ...settingsOf(before), ...given })
  requireManager(work, policy.teamId)
  const changes = changesBetween(checked(settingsOf(before)), policy)
  if (Object.keys(changes).length === 0) return
  await requireThere(work, policy)
  if (changes.name) await requireFreeName(work, policy.name, id)
  const version = before.version + 1
  await work.tx
    .update(slaPolicies)
    .set({ ...policy, version, changedAt: work.now })
    .where(eq(slaPolicies.id, id))
  await keepVersion(work, subjectOf(id), version, policy)
  await recordDesk(work, 'sla_policy', id, 'sla_policy_changed', { name: before.name, changes })
  askToRetarget(work)
}

/** Takes a policy away. What it promised goes over to the next that fits. Its name is free again. */
export async function removePolicy(work: Work, id: SlaPolicyId): Promise<void> {
  const { name } = await holdPolicy(work, id)
  await work.tx
    .update(slaPolicies)
    .set({ deletedAt: work.now, changedAt: work.now, name: `${name} (removed, ${id})` })
    .where(eq(slaPolicies.id, id))
  await recordDesk(work, 'sla_policy', id, 'sla_policy_removed', { name })
  askToRetarget(work)
}

async function holdPolicy(work: Work, id: SlaPolicyId): Promise<Policy> {
  const [policy] = await work.tx
    .select()
    .from(slaPolicies)
    .where(and(eq(slaPolicies.id, id), isNull(slaPolicies.deletedAt)))
    .for('update')
  if (!policy) refuse('not-found', { what: 'SLA policy' })
  requireManager(work, policy.teamId)
  return policy
}

async function requireFreeName(work: Work, name: string, but: SlaPolicyId): Promise<void> {
  const [other] = await work.tx
    .select({ id: slaPolicies.id })
    .from(slaPolicies)
    .where(eq(slaPolicies.name, name))
  if (other && other.id !== but) refuse('already-exists', { what: `The SLA policy ${name}` })
}

function settingsOf(policy: Policy): PolicySettings {
  const { name, position, enabled, teamId, conditions, targets, calendarId } = policy
  return { name, position, enabled, teamId, conditions, targets, calendarId }
}

function checked(policy: PolicySettings): PolicySettings {
  const name = policy.name.trim()
  if (!(name.length >= 1 && name.length <= 80))
    refuse('wrong-input', { why: 'An SLA policy has a name of 1 to 80 letters.' })
  return {
    ...policy,
    name,
    targets: targetsFrom(policy.targets),
    conditions: conditionsFrom(policy.conditions),
  }
}

function subjectOf(id: SlaPolicyId): string {
  return `sla_policy:${id}`
}
