import { and, asc, eq, inArray, isNull, max } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { refuse } from '#core/refusal.ts'
import { conditionsFrom } from '#core/routing/rule-check.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import { keepVersion } from '#core/versions.ts'
import { calendars } from '#db/schema/calendars.ts'
import type { SlaPolicyId } from '#db/schema/columns.ts'
import { ladders } from '#db/schema/escalation.ts'
import { slaPolicies } from '#db/schema/sla.ts'
import { teams } from '#db/schema/teams.ts'
import { askToRetarget } from './retarget.ts'
import { requireTargets } from './targets.ts'

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

/** Adds a policy, behind all others unless it says where. For managers of its team; of every team, for admins. */
export async function addPolicy(
  work: Work,
  given: Omit<PolicySettings, 'position'> & { position?: number | undefined },
): Promise<SlaPolicyId> {
  requireManager(work, given.teamId)
  const [last] = await work.tx.select({ position: max(slaPolicies.position) }).from(slaPolicies)
  const policy = await checked(work, {
    ...given,
    position: given.position ?? (last?.position ?? 0) + 1,
  })
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

/** Sets what is given. What runs is counted anew from its start; what was met or breached stays so. */
export async function changePolicy(
  work: Work,
  id: SlaPolicyId,
  given: Partial<PolicySettings>,
): Promise<void> {
  const before = await holdPolicy(work, id)
  const policy = await checked(work, { ...settingsOf(before), ...given })
  requireManager(work, policy.teamId)
  const changes = changesBetween(settingsOf(before), policy)
  if (Object.keys(changes).length === 0) return
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

async function checked({ tx }: Work, policy: PolicySettings): Promise<PolicySettings> {
  const name = policy.name.trim()
  if (!(name.length >= 1 && name.length <= 80))
    refuse('wrong-input', { why: 'An SLA policy has a name of 1 to 80 letters.' })
  requireTargets(policy.targets)
  if (
    policy.calendarId !== null &&
    !(await tx.$count(calendars, eq(calendars.id, policy.calendarId)))
  )
    refuse('wrong-input', { why: 'There is no such calendar. Add it first.' })
  await requireLadders(tx, policy.targets)
  return { ...policy, name, conditions: conditionsFrom(policy.conditions) }
}

async function requireLadders(db: Reader, targets: PolicySettings['targets']): Promise<void> {
  const ids = new Set(Object.values(targets).flatMap(({ ladderId }) => ladderId ?? []))
  const there = and(inArray(ladders.id, [...ids]), isNull(ladders.deletedAt))
  if (ids.size > 0 && (await db.$count(ladders, there)) < ids.size)
    refuse('wrong-input', { why: 'There is no such ladder. Add it first.' })
}

function subjectOf(id: SlaPolicyId): string {
  return `sla_policy:${id}`
}
