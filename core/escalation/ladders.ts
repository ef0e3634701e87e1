import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import { keepVersion } from '#core/versions.ts'
import type { LadderId } from '#db/schema/columns.ts'
import { ladders } from '#db/schema/escalation.ts'
import { slaPolicies } from '#db/schema/sla.ts'
import { type Step, stepsFrom } from './ladder.ts'
import { requireTargetsThere } from './targets-there.ts'

export interface Ladder {
  id: LadderId
  name: string
  steps: Step[]
  version: number
  changedAt: Date
}

/** The ladders that stand, by name. */
export async function allLadders(db: Reader): Promise<Ladder[]> {
  const rows = await db
    .select()
    .from(ladders)
    .where(isNull(ladders.deletedAt))
    .orderBy(asc(ladders.name))
  return rows.map(shown)
}

export async function readLadder(db: Reader, id: LadderId): Promise<Ladder> {
  const [row] = await db.select().from(ladders).where(stands(id))
  return row ? shown(row) : refuse('not-found', { what: 'ladder' })
}

/** Adds a ladder. It holds for every team whose policies name it, so it is for admins, as are its changes. */
export async function addLadder(
  work: Work,
  given: { name: string; steps: unknown },
): Promise<LadderId> {
  requireManager(work, null)
  const ladder = await checked(work, given)
  const [added] = await work.tx
    .insert(ladders)
    .values({ ...ladder, version: 1, createdAt: work.now, changedAt: work.now })
    .onConflictDoNothing()
    .returning({ id: ladders.id })
  if (!added) refuse('already-exists', { what: `The ladder ${ladder.name}` })
  await keepVersion(work, `ladder:${added.id}`, 1, ladder)
  await recordDesk(work, 'ladder', added.id, 'ladder_added', ladder)
  return added.id
}

/** Changes it for escalations to come; those that climb it go on as they began. */
export async function changeLadder(
  work: Work,
  id: LadderId,
  given: { name?: string | undefined; steps?: unknown },
): Promise<void> {
  const before = await holdLadder(work, id)
  const was = { name: before.name, steps: before.steps }
  const ladder = await checked(work, {
    name: given.name ?? was.name,
    steps: given.steps ?? was.steps,
  })
  const changes = changesBetween(was, ladder)
  if (Object.keys(changes).length === 0) return
  const [other] = await work.tx
    .select({ id: ladders.id })
    .from(ladders)
    .where(eq(ladders.name, ladder.name))
  if (other && other.id !== id) refuse('already-exists', { what: `The ladder ${ladder.name}` })
  const version = before.version + 1
  await work.tx
    .update(ladders)
    .set({ ...ladder, version, changedAt: work.now })
    .where(eq(ladders.id, id))
  await keepVersion(work, `ladder:${id}`, version, ladder)
  await recordDesk(work, 'ladder', id, 'ladder_changed', { name: before.name, changes })
}

/** Takes a ladder away; refuses while a policy names it. Its name is free again. */
export async function removeLadder(work: Work, id: LadderId): Promise<void> {
  const { name } = await holdLadder(work, id)
  const [policy] = await work.tx
    .select({ name: slaPolicies.name })
    .from(slaPolicies)
    .where(
      and(
        isNull(slaPolicies.deletedAt),
        sql`jsonb_path_exists(${slaPolicies.targets}, '$.*.ladderId ? (@ == $id)',
          jsonb_build_object('id', ${id}::int))`,
      ),
    )
    .limit(1)
  if (policy)
    refuse('still-used', {
      what: `The ladder ${name}`,
      by: `the SLA policy ${policy.name}`,
      next: 'Give that policy another ladder first.',
    })
  await work.tx
    .update(ladders)
    .set({ deletedAt: work.now, changedAt: work.now, name: `${name} (removed, ${id})` })
    .where(eq(ladders.id, id))
  await recordDesk(work, 'ladder', id, 'ladder_removed', { name })
}

async function holdLadder(work: Work, id: LadderId) {
  requireManager(work, null)
  const [row] = await work.tx.select().from(ladders).where(stands(id)).for('update')
  return row ?? refuse('not-found', { what: 'ladder' })
}

async function checked(work: Work, given: { name: string; steps: unknown }) {
  const name = given.name.trim()
  if (!(name.length >= 1 && name.length <= 80))
    refuse('wrong-input', { why: 'A ladder has a name of 1 to 80 letters.' })
  const steps = stepsFrom(given.steps)
  await requireTargetsThere(work.tx, steps)
  return { name, steps }
}

function stands(id: LadderId) {
  return and(eq(ladders.id, id), isNull(ladders.deletedAt))
}

function shown({ id, name, steps, version, changedAt }: typeof ladders.$inferSelect): Ladder {
  return { id, name, steps: stepsFrom(steps), version, changedAt }
}
