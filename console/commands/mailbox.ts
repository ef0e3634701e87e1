import type { Command } from 'commander'
import { perform } from '#core/app.ts'
import { addMailbox } from '#core/teams/teams.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import { type Options, onDesk } from './answer.ts'
import { email, name } from './given.ts'

interface Given extends Options {
  address: string
  team: string
  name?: string
}

export function defineMailbox(mailbox: Command): void {
  mailbox
    .command('create')
    .description('add an address that mail comes to')
    .requiredOption('--address <address>', 'the address', email)
    .requiredOption('--team <team>', 'whose mail it is')
    .option('--name <name>', 'what customers see beside the address; absent: the address', name)
    .action((given: Given) =>
      onDesk(given, async ({ app }) => {
        const { address, team, name = address } = given
        const id = await perform(app, null, async (work) =>
          addMailbox(work, { address, name, teamId: await whichTeam(work.tx, team) }),
        )
        return {
          words: `Mail to ${address} opens tickets for ${team}.`,
          json: { id, address, name, team },
        }
      }),
    )
}
