import { type Command, InvalidArgumentError } from 'commander'
import { perform, read } from '#core/app.ts'
import { findMacros } from '#core/macros/find.ts'
import { addMacro, removeMacro } from '#core/macros/keep.ts'
import { MacroActions } from '#core/macros/macro.ts'
import { whichTeamOrAll } from '#core/teams/which-team.ts'
import type { MacroId } from '#db/schema/columns.ts'
import { type Options, onDesk } from './answer.ts'
import { name, numberOf } from './given.ts'

interface Given extends Options {
  name: string
  team?: string
  text?: string
  note?: boolean
  actions?: MacroActions
}

export function defineMacro(macro: Command): void {
  macro
    .command('create')
    .description('add a canned answer, with what is done beside it')
    .requiredOption('--name <name>', 'what agents find it by', name)
    .option('--team <team>', 'whose it is; absent: every team may use it', name)
    .option('--text <words>', 'what it writes, with variables like {{requester.name}}')
    .option('--note', 'write it as a note')
    .option('--actions <json>', 'what it does: {"addTags":["refund"],"status":"resolved"}', actions)
    .action((given: Given) =>
      onDesk(given, async ({ app }) => {
        const { name, team, text = '', note = false, actions = {} } = given
        const id = await perform(app, null, async (work) => {
          const teamId = await whichTeamOrAll(work.tx, team)
          return addMacro(work, { name, teamId, text, note, actions })
        })
        return { words: `The macro ${name} is there.`, json: { id, name } }
      }),
    )
  macro
    .command('list')
    .description('all macros, by name')
    .action((given: Options) =>
      onDesk(given, async ({ app }) => {
        const macros = await read(app, null, (db) => findMacros(db))
        const words = macros.map(({ id, name }) => `${id}  ${name}`).join('\n')
        return { words: words || 'There are none yet.', json: macros }
      }),
    )
  macro
    .command('remove')
    .description('take a macro away')
    .argument('<id>', 'its number, as `macro list` says', numberOf<MacroId>('Give its number.'))
    .action((id: MacroId, given: Options) =>
      onDesk(given, async ({ app }) => {
        await perform(app, null, (work) => removeMacro(work, id))
        return { words: 'It is gone.', json: { id } }
      }),
    )
}

function actions(given: string): MacroActions {
  try {
    return MacroActions.parse(JSON.parse(given))
  } catch {
    throw new InvalidArgumentError('Give JSON with actions that there are; see docs/managers.md.')
  }
}
