import { eq } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { languageFrom } from '#core/people/language.ts'
import { refuse } from '#core/refusal.ts'
import { type Changes, recordDesk } from '#core/timeline.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { teams } from '#db/schema/teams.ts'
import { requireManager } from './require-manager.ts'

const settings = {
  language: teams.language, // BCP 47; of mail to those whose language is not known.
  acknowledgeHours: teams.acknowledgeHours, // One acknowledgement a sender in so many hours, 1 to 720; null: none.
  acceptsUnproven: teams.acceptsUnproven, // False: mail into a conversation must prove who sent it.
  acceptsCopied: teams.acceptsCopied,
  answersByMail: teams.answersByMail,
}

type MailPolicy = Pick<typeof teams.$inferSelect, keyof typeof settings>

export async function mailPolicyOf(db: Reader, id: TeamId): Promise<MailPolicy> {
  const [policy] = await db.select(settings).from(teams).where(eq(teams.id, id))
  return policy ?? refuse('not-found', { what: 'team' })
}

/**
 * Sets how a team takes and writes mail; what is not given stays. A new team acknowledges nothing: before SPF and DKIM
 * are in place, a desk that answers whatever name a mail carries mostly annoys those whose names are forged.
 */
export async function setMailPolicy(
  work: Work,
  id: TeamId,
  given: Partial<MailPolicy>,
): Promise<void> {
  requireManager(work, id)
  const { language, acknowledgeHours } = given
  const policy = { ...given, ...(language !== undefined && { language: languageFrom(language) }) }
  if (acknowledgeHours && !(acknowledgeHours >= 1 && acknowledgeHours <= 720))
    refuse('wrong-input', { why: 'Give 1 to 720 hours.' })
  const [before] = await work.tx.select(settings).from(teams).where(eq(teams.id, id)).for('update')
  if (!before) refuse('not-found', { what: 'team' })
  const after = { ...before, ...policy }
  await work.tx.update(teams).set(after).where(eq(teams.id, id))
  const names = Object.keys(settings) as (keyof typeof settings)[]
  const changes: Changes = Object.fromEntries(
    names
      .filter((name) => before[name] !== after[name])
      .map((name) => [name, [before[name], after[name]]]),
  )
  await recordDesk(work, 'team', id, 'mail_policy_set', { changes })
}
