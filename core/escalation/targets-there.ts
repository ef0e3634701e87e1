import { and, inArray, isNull, ne } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { agents } from '#db/schema/people.ts'
import type { Step } from './ladder.ts'

/** Refuses steps that name somebody who is no active agent, with their place. */
export async function requireTargetsThere(db: Reader, steps: readonly Step[]): Promise<void> {
  const named = steps.flatMap(({ targets }, step) =>
    targets.flatMap((target, place) =>
      target.to === 'person'
        ? [{ person: target.person, path: `steps.${step}.targets.${place}.person` }]
        : [],
    ),
  )
  if (named.length === 0) return
  const rows = await db
    .select({ id: agents.personId })
    .from(agents)
    .where(
      and(
        inArray(
          agents.personId,
          named.map(({ person }) => person),
        ),
        isNull(agents.deactivatedAt),
        ne(agents.role, 'auditor'),
      ),
    )
  const there = new Set(rows.map(({ id }) => id))
  const missing = named.find(({ person }) => !there.has(person))
  if (missing) refuse('wrong-input', { why: `${missing.path}: That is no active agent.` })
}
