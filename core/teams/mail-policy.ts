import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { requireLanguage } from '#core/people/language.ts'
import { refuse } from '#core/refusal.ts'
import { type Changes, recordDesk } from '#core/timeline.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { teams } from '#db/schema/teams.ts'
import { requireManager } from './require-manager.ts'

interface MailPolicy {
  language?: string // BCP 47; of mail to those whose language is not known.
  acknowledgeHours?: number | null // One acknowledgement a sender in so many hours, 1 to 720; null: none.
}

/**
 * Sets how a team's automatic mail behaves. A new team acknowledges nothing: before SPF and DKIM are in place, a desk
 * that answers whatever name a mail carries mostly annoys those whose names are forged.
 */
export async function setMailPolicy(work: Work, id: TeamId, policy: MailPolicy): Promise<void> {
  requireManager(work, id)
  const { language, acknowledgeHours } = policy
  if (language !== undefined) requireLanguage(language)
  if (acknowledgeHours && !(acknowledgeHours >= 1 && acknowledgeHours <= 720))
    refuse('wrong-input', { why: 'Give 1 to 720 hours.' })
  const [before] = await work.tx
    .select({ language: teams.language, acknowledgeHours: teams.acknowledgeHours })
    .from(teams)
    .where(eq(teams.id, id))
    .for('update')
  if (!before) refuse('not-found', { what: 'team' })
  const after = { ...before, ...policy }
  await work.tx.update(teams).set(after).where(eq(teams.id, id))
  const changes: Changes = {
    language: [before.language, after.language],
    acknowledgeHours: [before.acknowledgeHours, after.acknowledgeHours],
  }
  await recordDesk(work, 'team', id, 'mail_policy_set', { changes })
}
