import { and, eq, inArray } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { memberships } from '#db/schema/teams.ts'

/** Refuses whoever may not say how somebody works: that is for the managers of one of their teams, and for admins. */
export async function requireManagerOf(work: Work, personId: PersonId): Promise<void> {
  const { actor, tx } = work
  if (!actor || actor.role === 'admin') return
  const [common] =
    actor.role === 'manager'
      ? await tx
          .select({ id: memberships.teamId })
          .from(memberships)
          .where(
            and(
              eq(memberships.personId, personId),
              inArray(memberships.teamId, [...actor.teamIds]),
            ),
          )
          .limit(1)
      : []
  if (!common)
    refuse('not-allowed', {
      why: 'how others work is set by managers of their teams and by admins',
    })
}

/** The same, but everybody may say it of themselves. */
export async function requireManagerOrSelf(work: Work, personId: PersonId): Promise<void> {
  if (work.actor?.role === 'auditor')
    refuse('not-allowed', { why: 'auditors read and change nothing' })
  if (work.actor?.personId !== personId) await requireManagerOf(work, personId)
}
