import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { TeamId } from '#db/schema/columns.ts'

/** Refuses whoever may not configure a team: managers their own, admins every one. Null: what holds for all teams. */
export function requireManager({ actor }: Work, teamId: TeamId | null): void {
  if (!actor || actor.role === 'admin') return
  if (teamId === null) refuse('not-allowed', { why: 'only admins change what holds for all teams' })
  if (actor.role !== 'manager' || !actor.teamIds.includes(teamId))
    refuse('not-allowed', { why: 'a team is configured by its managers and by admins' })
}
