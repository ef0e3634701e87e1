import { type Command, InvalidArgumentError } from 'commander'
import { perform } from '#core/app.ts'
import { setTeamInSlack } from '#core/slack/setup-team.ts'
import { setMailPolicy } from '#core/teams/mail-policy.ts'
import { addTeam } from '#core/teams/teams.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import { type Options, onDesk } from './answer.ts'
import { name, nothing, orNull, yesOrNo } from './given.ts'
import { defineTeamMembers } from './team-members.ts'
import { defineTeamSettings } from './team-settings.ts'

interface Given extends Options {
  name: string
  slackChannel?: string
}

interface GivenSlack extends Options {
  team: string
  channel?: string
  replyByDefault?: boolean
}

interface GivenMail extends Options {
  team: string
  language?: string
  acknowledge?: number | typeof nothing
  acceptUnproven?: boolean
  acceptCopied?: boolean
  answerByMail?: boolean
}

export function defineTeam(team: Command): void {
  defineTeamSettings(team)
  defineTeamMembers(team)
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
    .command('slack')
    .description('where and how a team works in Slack; what is not given stays')
    .requiredOption('--team <team>', 'whose', name)
    .option('--channel <channel>', 'its name or its id; none: the team leaves Slack', name)
    .option(
      '--reply-by-default <yes|no>',
      'send what agents write in a thread to the requester, instead of keeping it as a note',
      yesOrNo,
    )
    .action((given: GivenSlack) =>
      onDesk(given, async ({ app }) => {
        const { team, channel, replyByDefault } = given
        const wanted = {
          ...(channel !== undefined && { slackChannel: channel === 'none' ? null : channel }),
          ...(replyByDefault !== undefined && { repliesByDefault: replyByDefault }),
        }
        await perform(app, null, async (work) =>
          setTeamInSlack(work, await whichTeam(work.tx, team), wanted),
        )
        return { words: `Slack of ${team} is set.`, json: { team, ...wanted } }
      }),
    )
  team
    .command('mail')
    .description('how a team takes and writes mail; what is not given stays')
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
    .option(
      '--accept-unproven <yes|no>',
      'believe that senders are who their mail says, though nothing proves it',
      yesOrNo,
    )
    .option(
      '--accept-copied <yes|no>',
      'let those join at once whom a proven sender who takes part has put into Cc',
      yesOrNo,
    )
    .option('--answer-by-mail <yes|no>', 'let agents answer from their own mail', yesOrNo)
    .action((given: GivenMail) =>
      onDesk(given, async ({ app }) => {
        const { team } = given
        const policy = policyOf(given)
        await perform(app, null, async (work) =>
          setMailPolicy(work, await whichTeam(work.tx, team), policy),
        )
        return { words: `The mail of ${team} is set.`, json: { team, ...policy } }
      }),
    )
}

/** Only what was given, so that the rest stays. */
function policyOf(given: GivenMail) {
  const policy = {
    language: given.language,
    acknowledgeHours: orNull(given.acknowledge),
    acceptsUnproven: given.acceptUnproven,
    acceptsCopied: given.acceptCopied,
    answersByMail: given.answerByMail,
  }
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined))
}

function hours(given: string): number | typeof nothing {
  if (given === 'never') return nothing
  if (/^[1-9]\d{0,2}$/.test(given)) return Number(given)
  throw new InvalidArgumentError('Give a number of hours, or never.')
}
