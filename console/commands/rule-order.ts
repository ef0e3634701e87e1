import type { Command } from 'commander'
import { perform } from '#core/app.ts'
import { readRule } from '#core/routing/rule-find.ts'
import { changeRule } from '#core/routing/rule-keep.ts'
import { orderRules } from '#core/routing/rule-order.ts'
import type { RuleId } from '#db/schema/columns.ts'
import { type Options, onDesk } from './answer.ts'
import { numberOf } from './given.ts'

export const number = numberOf<RuleId>('Give the number of a rule, as `rule list` shows it.')

/** Which rules are asked, and in which order. */
export function defineOrder(rule: Command): void {
  for (const [verb, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const)
    rule
      .command(verb)
      .description(enabled ? 'switch a rule on' : 'switch a rule off')
      .argument('<rule>', 'its number', number)
      .action((id: RuleId, options: Options) =>
        onDesk(options, async ({ app }) => {
          const changed = await perform(app, null, async (work) => {
            await changeRule(work, id, { enabled })
            return readRule(work.tx, id)
          })
          return { words: `“${changed.name}” is ${enabled ? 'on' : 'off'}.`, json: changed }
        }),
      )
  rule
    .command('order')
    .description('put rules into an order; those not named keep their places')
    .argument('<rules...>', 'their numbers', (given, before: RuleId[] = []) => [
      ...before,
      number(given),
    ])
    .action((ids: RuleId[], options: Options) =>
      onDesk(options, async ({ app }) => {
        await perform(app, null, (work) => orderRules(work, ids))
        return { words: 'The rules are in that order now.', json: { rules: ids } }
      }),
    )
}
