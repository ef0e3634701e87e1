import { and, desc, eq, gt, inArray } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agents } from '#db/schema/people.ts'
import { authSessions } from '#db/schema/sign-in.ts'

/** Where an agent is signed in, the latest first. The ids name sessions; they open nothing. */
export function sessionsOf(db: Reader, personId: PersonId, now: Date) {
  return db
    .select({
      id: authSessions.id,
      ipAddress: authSessions.ipAddress,
      userAgent: authSessions.userAgent,
      createdAt: authSessions.createdAt,
      updatedAt: authSessions.updatedAt,
    })
    .from(authSessions)
    .innerJoin(agents, eq(agents.userId, authSessions.userId))
    .where(and(eq(agents.personId, personId), gt(authSessions.expiresAt, now)))
    .orderBy(desc(authSessions.updatedAt))
}

/** Ends one of the actor's own sessions: whoever holds it has to sign in again. */
export async function endSession(work: Work, id: string): Promise<void> {
  const me = work.actor?.personId ?? refuse('not-allowed', { why: 'sessions belong to agents' })
  const users = work.tx.select({ id: agents.userId }).from(agents).where(eq(agents.personId, me))
  const ended = await work.tx
    .delete(authSessions)
    .where(and(eq(authSessions.id, id), inArray(authSessions.userId, users)))
    .returning({ id: authSessions.id })
  if (ended.length === 0) refuse('not-found', { what: 'session' })
  await recordDesk(work, 'person', me, 'session_ended')
}
