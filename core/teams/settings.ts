import { asc, eq } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { refuse } from '#core/refusal.ts'
import { askToDrain } from '#core/routing/drain.ts'
import { requireLevels } from '#core/routing/skills.ts'
import { askToRetarget } from '#core/sla/retarget.ts'
import { recordDesk } from '#core/timeline.ts'
import { calendars } from '#db/schema/calendars.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { teams } from '#db/schema/teams.ts'
import { requireManager } from './require-manager.ts'
import { teamName } from './teams.ts'

const settings = {
  name: teams.name,
  strategy: teams.strategy,
  calendarId: teams.calendarId,
  skills: teams.skills, // That all its tickets need, with the least level.
  followUpToLast: teams.followUpToLast,
  reopenDays: teams.reopenDays, // 0: mail on a closed ticket never reopens it; null: always.
  digestAt: teams.digestAt, // `09:00`, by its calendar's zone.
  remindAfterHours: teams.remindAfterHours, // Null: silent requesters are not asked.
  closeAfterHours: teams.closeAfterHours, // Null: what is resolved stays so.
  surveys: teams.surveys,
}

export type TeamSettings = Pick<typeof teams.$inferSelect, keyof typeof settings>

/** Every team as it is set, by name. */
export function teamsAsSet(db: Reader) {
  return db
    .select({ id: teams.id, ...settings })
    .from(teams)
    .orderBy(asc(teams.name))
}

export async function teamAsSet(db: Reader, id: TeamId) {
  const [team] = await db
    .select({ id: teams.id, ...settings })
    .from(teams)
    .where(eq(teams.id, id))
  return team ?? refuse('not-found', { what: 'team' })
}

/** Sets how a team works; what is not given stays. For its managers and admins. */
export async function changeTeam(
  work: Work,
  id: TeamId,
  given: Partial<TeamSettings>,
): Promise<void> {
  requireManager(work, id)
  const [before] = await work.tx.select(settings).from(teams).where(eq(teams.id, id)).for('update')
  if (!before) refuse('not-found', { what: 'team' })
  const after = await checked(work, given)
  const changes = changesBetween(before, after)
  if (Object.keys(changes).length === 0) return
  if (changes.name) await requireFreeName(work, id, after.name ?? '')
  await work.tx.update(teams).set(after).where(eq(teams.id, id))
  await recordDesk(work, 'team', id, 'team_changed', { name: before.name, changes })
  if (changes.strategy || changes.skills) await askToDrain(work, [id])
  if (changes.calendarId) askToRetarget(work, { team: id })
}

async function checked(work: Work, { ...given }: Partial<TeamSettings>) {
  if (given.name !== undefined) given.name = teamName(given.name)
  if (given.digestAt !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(given.digestAt))
    refuse('wrong-input', { why: 'The digest comes at a time from 00:00 to 23:59.' })
  requireCount('days in which mail reopens a ticket', given.reopenDays, 0)
  requireCount('hours until a requester is reminded', given.remindAfterHours, 1)
  requireCount('hours until a resolved ticket closes', given.closeAfterHours, 1)
  if (given.skills) await requireLevels(work, given.skills)
  if (given.calendarId != null) {
    const is = eq(calendars.id, given.calendarId)
    const [calendar] = await work.tx.select({ id: calendars.id }).from(calendars).where(is)
    if (!calendar) refuse('wrong-input', { why: 'There is no such calendar. Add it first.' })
  }
  return given
}

function requireCount(what: string, given: number | null | undefined, least: number): void {
  if (given != null && !(Number.isInteger(given) && given >= least && given <= 10_000))
    refuse('wrong-input', { why: `The ${what}: a whole number from ${least} to 10,000, or none.` })
}

async function requireFreeName(work: Work, id: TeamId, name: string): Promise<void> {
  const [other] = await work.tx.select({ id: teams.id }).from(teams).where(eq(teams.name, name))
  if (other && other.id !== id) refuse('already-exists', { what: `The team ${name}` })
}
