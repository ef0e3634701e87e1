import type { Command } from 'commander'
import { perform } from '#core/app.ts'
import { changeNotifying, type Notifying, notifyingOf } from '#core/notifications/preferences.ts'
import { hoursInWords } from '#core/people/hours-text.ts'
import { whichAgent } from '#core/people/which-agent.ts'
import type { WeekHours } from '#db/schema/people.ts'
import { hours } from './agent-given.ts'
import { type Options, onDesk } from './answer.ts'
import { type nothing, orNull, yesOrNo } from './given.ts'

interface Given extends Options {
  slack?: boolean
  email?: boolean
  digest?: boolean
  quiet?: WeekHours | typeof nothing
}

export function defineNotify(command: Command): void {
  command
    .argument('<agent>', 'their address or number')
    .option('--slack <yes|no>', 'in Slack', yesOrNo)
    .option('--email <yes|no>', 'by mail, of what Slack does not tell', yesOrNo)
    .option('--digest <yes|no>', 'one mail a day, but for what is urgent', yesOrNo)
    .option('--quiet <hours>', '“mon-sun 22-24, 0-7”, in their zone; any: never', hours)
    .action((given: string, { slack, email, digest, quiet, json }: Given) =>
      onDesk({ json }, async ({ app }) => {
        const wanted = await perform(app, null, async (work) => {
          const id = await whichAgent(work.tx, given)
          await changeNotifying(work, id, {
            ...(slack !== undefined && { notifySlack: slack }),
            ...(email !== undefined && { notifyEmail: email }),
            ...(digest !== undefined && { notifyDigest: digest }),
            ...(quiet !== undefined && { quietHours: orNull(quiet) ?? null }),
          })
          return notifyingOf(work.tx, id)
        })
        return { words: `${given}: ${inWords(wanted)}.`, json: wanted }
      }),
    )
}

function inWords({ notifySlack, notifyEmail, notifyDigest, quietHours }: Notifying): string {
  const ways = [notifySlack && 'Slack', notifyEmail && 'mail', notifyDigest && 'a daily digest']
  const told = ways.filter(Boolean).join(', ') || 'nothing'
  return quietHours ? `${told}; quiet ${hoursInWords(quietHours)}` : told
}
