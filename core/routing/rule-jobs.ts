import type { Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { forgetFirings, thoseMatching } from './rule-forget.ts'
import { toLookAt } from './rule-look.ts'
import { standingRules } from './rules.ts'

const atOnce = 1000

/**
 * Each minute: looks, for each rule by the clock, at the tickets that it may newly concern, and queues those that it
 * matches. Where it has had its say it may have it again, once it has matched no more. One look at a time.
 */
export async function lookByTime(work: Work): Promise<void> {
  await inTurn(work, ['rules-by-time'])
  const standing = await standingRules(work.tx, 'time')
  const due = new Set<TicketId>()
  for (const rule of standing.filter(({ definition }) => definition.scope === 'time')) {
    await forgetFirings(work, rule)
    const ids = await toLookAt(work, rule)
    for (let from = 0; from < ids.length; from += atOnce)
      for (const id of await thoseMatching(work, rule, ids.slice(from, from + atOnce))) due.add(id)
  }
  for (const id of due)
    work.enqueue('desk.rules_of_time', { ticket: id }, { singletonKey: String(id) })
}
