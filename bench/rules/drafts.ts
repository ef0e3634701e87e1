import type { Leaf } from '#core/routing/condition.ts'
import type { Rule } from '#core/routing/rule.ts'
import type { Action } from '#core/routing/rule-action.ts'
import type { RuleId } from '#db/schema/columns.ts'

const questions: ((n: number) => Leaf)[] = [
  (n) => ({ fact: 'subject', op: 'contains', value: `topic ${n}` }),
  (n) => ({ fact: 'text', op: 'contains', value: `invoice ${n}` }),
  (n) => ({ fact: 'requester_domain', op: 'is', value: `customer${n}.example` }),
  (n) => ({ fact: 'tags', op: 'in', value: [`tag${n}`, 'vip'] }),
  (n) => ({ fact: 'field', name: `field${n}`, op: 'is', value: 'gold' }),
  () => ({ fact: 'priority', op: 'in', value: ['HIGH', 'CRITICAL'] }),
  (n) => ({ fact: 'subject', op: 'matches', value: `^re(fund|turn) ${n}\\b` }),
  () => ({ fact: 'time', name: 'Europe/Berlin', op: 'between', value: ['22:00', '06:00'] }),
]

/** Rules as desks have them: two or three questions each, every tenth with an answer that is yes. */
export function manyRules(count: number): Rule[] {
  return Array.from({ length: count }, (_, n) => {
    const ask = (place: number) => questions[(n + place) % questions.length]?.(n) ?? always
    const yes = n % 10 === 0
    const conditions = yes
      ? { any: [ask(0), always] }
      : { all: [{ any: [ask(0), ask(1)] }, ask(2)] }
    const actions: Action[] = [{ do: 'tag', tags: [`rule${n}`] }]
    const definition = { scope: 'create' as const, fields: [], conditions, actions }
    return {
      id: (n + 1) as RuleId,
      name: `Rule ${n}`,
      teamId: null,
      version: 1,
      since: new Date(0),
      definition,
    }
  })
}

const always: Leaf = { fact: 'subject', op: 'empty', value: false }
