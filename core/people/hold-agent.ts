import { and, eq, isNull, ne } from 'drizzle-orm'
import { asDesk, type Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import { refuse } from '#core/refusal.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agents } from '#db/schema/people.ts'

/**
 * An active agent, locked, for an admin who is about to change what they may do. Such changes go one after the
 * other, so that two admins cannot remove each other.
 */
export async function holdAgent(work: Work, personId: PersonId) {
  requireAdmin(work)
  await inTurn(work, ['admins'])
  return holdActive(work, personId)
}

/** Refuses everybody but admins, and the command line. */
export function requireAdmin({ actor }: Work): void {
  if (actor && actor.role !== 'admin')
    refuse('not-allowed', { why: 'only admins change who may do what' })
}

/** An active agent, locked: as the desk, for whoever calls has looked at who may change what. */
export async function holdActive(work: Work, personId: PersonId) {
  const [agent] = await asDesk(work, () =>
    work.tx
      .select()
      .from(agents)
      .where(and(eq(agents.personId, personId), isNull(agents.deactivatedAt)))
      .for('update'),
  )
  return agent ?? refuse('not-found', { what: 'active agent' })
}

/** Somebody must be left who can let others in. */
export async function requireAnotherAdmin(work: Work, personId: PersonId): Promise<void> {
  const [other] = await work.tx
    .select({ id: agents.personId })
    .from(agents)
    .where(
      and(eq(agents.role, 'admin'), isNull(agents.deactivatedAt), ne(agents.personId, personId)),
    )
    .limit(1)
  if (!other)
    refuse('not-allowed', { why: 'this is the only admin, so make somebody else an admin first' })
}
