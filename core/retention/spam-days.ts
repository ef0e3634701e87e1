import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import { deskSettings } from '#db/schema/routing.ts'

const atFirst = 30

/** For how many days spam and rejected mail keep their bytes; null: for ever. */
export async function spamDays(db: Reader): Promise<number | null> {
  const [desk] = await db.select({ days: deskSettings.spamDays }).from(deskSettings)
  return desk ? desk.days : atFirst
}

/** For admins: it holds for every team. */
export async function setSpamDays(work: Work, days: number | null): Promise<void> {
  requireManager(work, null)
  if (days !== null && !(Number.isInteger(days) && days >= 1 && days <= 3650))
    refuse('wrong-input', { why: 'Give a whole number of days from 1 to 3650, or none.' })
  const before = await spamDays(work.tx)
  if (before === days) return
  const set = { spamDays: days, changedAt: work.now }
  await work.tx
    .insert(deskSettings)
    .values(set)
    .onConflictDoUpdate({ target: deskSettings.id, set })
  await recordDesk(work, 'desk', 'settings', 'spam_days_set', {
    changes: { spamDays: [before, days] },
  })
}
