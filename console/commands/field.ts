import { type Command, InvalidArgumentError, Option } from 'commander'
import { perform, read } from '#core/app.ts'
import { addField, changeField, findFields } from '#core/fields/keep.ts'
import { whichTeamOrAll } from '#core/teams/which-team.ts'
import { type FieldType, fieldType } from '#db/schema/enums.ts'
import { type Options, onDesk } from './answer.ts'
import { name } from './given.ts'

interface Given extends Options {
  key: string
  label?: string
  type: FieldType
  options?: string[]
  team?: string
  required?: boolean
}

export function defineField(field: Command): void {
  field
    .command('create')
    .description('give tickets a field')
    .requiredOption('--key <key>', 'its name for programs and search', name)
    .option('--label <label>', 'its name for people; absent: the key', name)
    .addOption(
      new Option('--type <type>', 'what it takes').choices(fieldType.enumValues).default('text'),
    )
    .option('--options <list>', 'of a select, with commas between them', list)
    .option('--team <team>', 'whose tickets have it; absent: all', name)
    .option('--required', 'no agent settles a ticket without it')
    .action((given: Given) =>
      onDesk(given, async ({ app }) => {
        const { key, label = key, type, options = [], team, required = false } = given
        await perform(app, null, async (work) => {
          const teamId = await whichTeamOrAll(work.tx, team)
          await addField(work, { key, label, type, options, teamId, required })
        })
        return { words: `Tickets have the field ${label} now.`, json: { key, label, type } }
      }),
    )
  field
    .command('list')
    .description('all fields, in their order')
    .action((given: Options) =>
      onDesk(given, async ({ app }) => {
        const fields = await read(app, null, findFields)
        const words = fields.map(({ key, label, type }) => `${key}  ${label}  ${type}`).join('\n')
        return { words: words || 'There are none yet.', json: fields }
      }),
    )
  field
    .command('retire')
    .description('ask for a field no longer; its values are kept')
    .argument('<key>', 'its name, as `field list` says')
    .action((key: string, given: Options) =>
      onDesk(given, async ({ app }) => {
        await perform(app, null, (work) => changeField(work, key, { retired: true }))
        return { words: `The field ${key} is asked for no more.`, json: { key } }
      }),
    )
}

function list(given: string): string[] {
  const options = given.split(',').filter((one) => one.trim())
  if (options.length > 0) return options
  throw new InvalidArgumentError('Give options with commas between them.')
}
