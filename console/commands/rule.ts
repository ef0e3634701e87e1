import type { Command } from 'commander'
import { perform, read, type Work } from '#core/app.ts'
import { findRules, readRule } from '#core/routing/rule-find.ts'
import { addRule, changeRule } from '#core/routing/rule-keep.ts'
import { whichTeamOrAll } from '#core/teams/which-team.ts'
import type { RuleId } from '#db/schema/columns.ts'
import { type Options, onDesk } from './answer.ts'
import { name } from './given.ts'
import { defineBackTest } from './rule-back-test.ts'
import { jsonFrom } from './rule-json.ts'
import { defineOrder, number } from './rule-order.ts'

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
        const teamId = await whichTeamOrAll(work.tx, team)
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
  defineOrder(rule)
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
