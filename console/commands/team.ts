import { type Command, InvalidArgumentError } from 'commander'
import { perform } from '#core/app.ts'
import { setMailPolicy } from '#core/teams/mail-policy.ts'
import { addTeam } from '#core/teams/teams.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import { type Options, onDesk } from './answer.ts'
import { name } from './given.ts'

interface Given extends Options {
  name: string
  slackChannel?: string
}

interface GivenMail extends Options {
  team: string
  language?: string
  acknowledge?: number | null
}

export function defineTeam(team: Command): void {
  team
    .command('create')
    .description('add a team')
    .requiredOption('--name <name>', 'what it is called', name)
    .option('--slack-channel <channel>', 'the Slack channel it works in', name)
    .action((given: Given) =>
      onDesk(given, async ({ app }) => {
        const { name, slackChannel } = given
        const id = await perform(app, null, (work) => addTeam(work, name, slackChannel))
        return { words: `The team ${name} is there.`, json: { id, name, slackChannel } }
      }),
    )
  team
    .command('mail')
    .description('how the mail of a team that nobody writes behaves')
    .requiredOption('--team <team>', 'whose', name)
    .option(
      '--language <tag>',
      'what those are written to in whose language is not known: en, de, …',
    )
    .option(
      '--acknowledge <hours>',
      'tell senders that their mail has arrived, once in so many hours; never: do not',
      hours,
    )
    .action((given: GivenMail) =>
      onDesk(given, async ({ app }) => {
        const { team, language, acknowledge } = given
        const policy = {
          ...(language !== undefined && { language }),
          ...(acknowledge !== undefined && { acknowledgeHours: acknowledge }),
        }
        await perform(app, null, async (work) =>
          setMailPolicy(work, await whichTeam(work.tx, team), policy),
        )
        return { words: `The mail of ${team} is set.`, json: { team, ...policy } }
      }),
    )
}

function hours(given: string): number | null {
  if (given === 'never') return null
  if (/^[1-9]\d{0,2}$/.test(given)) return Number(given)
  throw new InvalidArgumentError('Give a number of hours, or never.')
}
