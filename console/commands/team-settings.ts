import { type Command, InvalidArgumentError, Option } from 'commander'
import { perform, read } from '#core/app.ts'
import { priorityWeights, setPriorityWeights } from '#core/teams/desk-settings.ts'
import { changeTeam, type TeamSettings, teamsAsSet } from '#core/teams/settings.ts'
import { whichCalendar } from '#core/teams/which-calendar.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import { assignmentStrategy, ticketPriority } from '#db/schema/enums.ts'
import { type Options, onDesk } from './answer.ts'
import { levels, name, nothing, orNull, yesOrNo } from './given.ts'

type Given = Options &
  Partial<Omit<TeamSettings, 'calendarId' | 'followUpToLast' | 'reopenDays'>> & {
    team: string
    calendar?: string
    followUp?: boolean
    reopenDays?: number | typeof nothing
    remindAfter?: number | typeof nothing
    closeAfter?: number | typeof nothing
  }

/** How teams work, beside their mail. */
export function defineTeamSettings(team: Command): void {
  team
    .command('list')
    .description('all teams, as they are set')
    .action((options: Options) =>
      onDesk(options, async ({ app }) => {
        const items = await read(app, null, (db) => teamsAsSet(db))
        const lines = items.map(({ name, strategy }) => `${name}  ${strategy}`)
        return { words: lines.join('\n') || 'There is no team yet.', json: { items } }
      }),
    )
  team
    .command('change')
    .description('how a team works; what is not given stays')
    .requiredOption('--team <team>', 'which', name)
    .option('--name <name>', 'what it is called from now on', name)
    .addOption(
      new Option('--strategy <how>', 'how its queue finds agents; manual: they claim').choices(
        assignmentStrategy.enumValues,
      ),
    )
    .option('--calendar <name>', 'when it is open; none: always')
    .option('--skills <levels>', 'that all its tickets need: billing=3; none: no skill', levels)
    .option('--follow-up <yes|no>', 'whoever had a conversation before gets it again', yesOrNo)
    .option('--reopen-days <days>', 'mail on a closed ticket reopens it; 0: never, always', days)
    .option('--digest-at <time>', 'when its Slack channel gets the digest: 09:00')
    .option('--remind-after <hours>', 'ask silent requesters once; never: do not', hours)
    .option('--close-after <hours>', 'close what is resolved; never: do not', hours)
    .option('--surveys <yes|no>', 'ask requesters how it went', yesOrNo)
    .action(({ team: named, json, calendar, followUp, ...given }: Given) =>
      onDesk({ json }, async ({ app }) => {
        const { reopenDays, remindAfter, closeAfter, ...rest } = given
        const id = await perform(app, null, async (work) => {
          const id = await whichTeam(work.tx, named)
          await changeTeam(work, id, {
            ...rest,
            followUpToLast: followUp,
            reopenDays: orNull(reopenDays),
            remindAfterHours: orNull(remindAfter),
            closeAfterHours: orNull(closeAfter),
            ...(calendar !== undefined && { calendarId: await whichCalendar(work.tx, calendar) }),
          })
          return id
        })
        return { words: `The team ${named} is changed.`, json: { id } }
      }),
    )
  team
    .command('weights')
    .description('what a ticket of a priority takes of an agent’s capacity, in every team')
    .argument('[weights]', 'HIGH=2,CRITICAL=4; absent: say what they are', weights)
    .action((given: Partial<Weights> | undefined, options: Options) =>
      onDesk(options, async ({ app }) => {
        if (given) await perform(app, null, (work) => setPriorityWeights(work, given))
        const now = await read(app, null, (db) => priorityWeights(db))
        const words = ticketPriority.enumValues.map((priority) => `${priority}=${now[priority]}`)
        return { words: words.join(','), json: { priorityWeights: now } }
      }),
    )
}

type Weights = Awaited<ReturnType<typeof priorityWeights>>

function weights(given: string): Partial<Weights> {
  return Object.fromEntries(
    given.split(',').map((each) => {
      const [, priority, weight] = /^\s*(LOW|MEDIUM|HIGH|CRITICAL)=(\d{1,3})\s*$/i.exec(each) ?? []
      if (priority) return [priority.toUpperCase(), Number(weight)]
      throw new InvalidArgumentError('Give priorities with weights: HIGH=2,CRITICAL=4.')
    }),
  )
}

function days(given: string): number | typeof nothing {
  return given === 'always' ? nothing : whole(given, 'always')
}

function hours(given: string): number | typeof nothing {
  return given === 'never' ? nothing : whole(given, 'never')
}

function whole(given: string, none: string): number {
  if (/^\d{1,5}$/.test(given)) return Number(given)
  throw new InvalidArgumentError(`Give a whole number, or ${none}.`)
}
