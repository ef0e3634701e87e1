import { eq } from 'drizzle-orm'
import { asDesk, type Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { refuse } from '#core/refusal.ts'
import { askToDrain } from '#core/routing/drain.ts'
import { teamsOf } from '#core/teams/teams-of.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId } from '#db/schema/columns.ts'
import type { Presence } from '#db/schema/enums.ts'
import { agents } from '#db/schema/people.ts'
import { holdActive } from './hold-agent.ts'
import { requireManagerOrSelf } from './require-manager-of.ts'

export interface PresenceChoice {
  presence: Presence // `reassign`: what of theirs is unanswered goes back to the queue.
  until?: Date | null // They are back then; null: until they say so.
}

/** Says whether an agent takes tickets: agents of themselves, managers and admins of others. */
export async function setPresence(
  work: Work,
  personId: PersonId,
  { presence, until: awayUntil = null }: PresenceChoice,
): Promise<void> {
  await requireManagerOrSelf(work, personId)
  if (awayUntil && presence === 'available')
    refuse('wrong-input', { why: 'Only who is away comes back at some moment.' })
  if (awayUntil && awayUntil <= work.now)
    refuse('wrong-input', { why: 'Give a moment in the future to be away until.' })
  const before = await holdActive(work, personId)
  const after = { presence, awayUntil }
  const changes = changesBetween(before, after)
  if (Object.keys(changes).length === 0) return
  await asDesk(work, () => work.tx.update(agents).set(after).where(eq(agents.personId, personId)))
  await recordDesk(work, 'person', personId, 'presence_set', { changes })
  if (awayUntil) work.enqueue('desk.back', { person: personId }, { startAfter: awayUntil })
  if (presence === 'reassign') work.enqueue('desk.return', { person: personId })
  if (presence === 'available') await askToDrain(work, await teamsOf(work.tx, personId))
}

/** The job at the moment that somebody is away until. Who has said something else meanwhile stays as they said. */
export async function comeBack(work: Work, personId: PersonId): Promise<void> {
  const { awayUntil } = await holdActive(work, personId)
  if (awayUntil && awayUntil <= work.now)
    await setPresence(work, personId, { presence: 'available' })
}
