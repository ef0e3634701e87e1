import { type Command, InvalidArgumentError } from 'commander'
import { perform, read, type Work } from '#core/app.ts'
import { findRules, readRule } from '#core/routing/rule-find.ts'
import { addRule, changeRule } from '#core/routing/rule-keep.ts'
import { orderRules } from '#core/routing/rule-order.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import type { RuleId } from '#db/schema/columns.ts'
import { type Options, onDesk } from './answer.ts'
import { name } from './given.ts'
import { defineBackTest } from './rule-back-test.ts'
import { jsonFrom } from './rule-json.ts'

interface Given extends Options {
  name: string
  team?: string
  off?: boolean
}

const file = ['[file]', 'a file with the rule as JSON; standard input without one'] as const

export function defineRule(rule: Command): void {
  rule
    .command('list')
    .description('what is done with tickets by itself, in order')
    .action((given: Options) =>
      onDesk(given, async ({ app }) => {
        const items = await read(app, null, findRules)
        const lines = items.map(
          ({ id, name, team, enabled, definition }) =>
            `${id}  ${enabled ? 'on ' : 'off'}  ${definition.scope.padEnd(6)}  ${name}${team ? `  (${team})` : ''}`,
        )
        return { words: lines.join('\n') || 'There are no rules.', json: { items } }
      }),
    )
  rule
    .command('add')
    .description('add a rule behind all others')
    .argument(...file)
    .requiredOption('--name <name>', 'what it is called', name)
    .option('--team <team>', 'whose tickets it looks at; absent: everybody’s', name)
    .option('--off', 'leave it off for now')
    .action((path: string | undefined, { name, team, off, ...options }: Given) =>
      withJson(options, path, async (work, definition) => {
        const teamId = team === undefined ? null : await whichTeam(work.tx, team)
        return addRule(work, { name, teamId, enabled: !off, definition })
      }),
    )
  rule
    .command('change')
    .description('give a rule another definition')
    .argument('<rule>', 'its number', number)
    .argument(...file)
    .action((id: RuleId, path: string | undefined, options: Options) =>
      withJson(options, path, async (work, definition) => {
        await changeRule(work, id, { definition })
        return id
      }),
    )
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
  defineBackTest(rule)
}

function withJson(
  options: Options,
  path: string | undefined,
  keep: (work: Work, definition: unknown) => Promise<RuleId>,
): Promise<void> {
  return onDesk(options, async ({ app }) => {
    const definition = await jsonFrom(path)
    const kept = await perform(app, null, async (work) =>
      readRule(work.tx, await keep(work, definition)),
    )
    return {
      words: `Rule ${kept.id}, “${kept.name}”, is kept as version ${kept.version}.`,
      json: kept,
    }
  })
}

function number(given: string): RuleId {
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given) as RuleId
  throw new InvalidArgumentError('Give the number of a rule, as `rule list` shows it.')
}
