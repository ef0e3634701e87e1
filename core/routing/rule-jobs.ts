import type { Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import type { Rule } from './rule.ts'
import { forgetFirings, thoseMatching } from './rule-forget.ts'
import { firstUnseen, toLookAt } from './rule-look.ts'
import { standingRules } from './rules.ts'

const atOnce = 1000

/**
 * Each minute: looks, for each rule by the clock, at the tickets that it may newly concern, and queues those that it
 * matches. Where it has had its say it may have it again, once it has matched no more. One look at a time.
 */
export async function lookByTime(work: Work): Promise<void> {
  for (const rule of await rulesByTime(work)) {
    await forgetFirings(work, rule)
    await look(work, rule)
  }
}

/**
 * Looks at the next page of tickets for a rule that has not seen all of them yet: one rule and one page in each unit of
 * work, so that none takes long.
 * @returns whether there was one
 */
export async function lookFurther(work: Work): Promise<boolean> {
  const rule = await firstUnseen(work, await rulesByTime(work))
  if (rule) await look(work, rule)
  return rule !== undefined
}

async function rulesByTime(work: Work): Promise<Rule[]> {
  await inTurn(work, ['rules-by-time'])
  const standing = await standingRules(work.tx, 'time')
  return standing.filter(({ definition }) => definition.scope === 'time')
}

async function look(work: Work, rule: Rule): Promise<void> {
  const ids = await toLookAt(work, rule)
  for (let from = 0; from < ids.length; from += atOnce)
    for (const id of await thoseMatching(work, rule, ids.slice(from, from + atOnce)))
      work.enqueue('desk.rules_of_time', { ticket: id }, { singletonKey: String(id) })
}
