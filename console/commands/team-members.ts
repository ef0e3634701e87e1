import type { Command } from 'commander'
import { perform, type Work } from '#core/app.ts'
import { whichAgent } from '#core/people/which-agent.ts'
import { addMember, removeMember } from '#core/teams/members.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import type { PersonId, TeamId } from '#db/schema/columns.ts'
import { type Options, onDesk } from './answer.ts'

interface Given extends Options {
  returnTickets?: boolean
}

/** Who is in a team. */
export function defineTeamMembers(team: Command): void {
  team
    .command('add')
    .description('put somebody into a team')
    .argument('<team>', 'its name or number')
    .argument('<agent>', 'their address or number')
    .action((team: string, agent: string, options: Options) =>
      member(options, team, agent, async (work, teamId, personId) => {
        await addMember(work, teamId, personId)
        return { words: `${agent} is in ${team}.`, json: {} }
      }),
    )
  team
    .command('remove')
    .description('take somebody out of a team')
    .argument('<team>', 'its name or number')
    .argument('<agent>', 'their address or number')
    .option('--return-tickets', 'give their open tickets of it back to its queue')
    .action((team: string, agent: string, { returnTickets = false, json }: Given) =>
      member({ json }, team, agent, async (work, teamId, personId) => {
        const openTickets = await removeMember(work, teamId, personId, { returnTickets })
        const fate = returnTickets ? 'are in its queue again' : 'stay theirs'
        const words = `${agent} is out of ${team}. ${openTickets} open tickets of it ${fate}.`
        return { words, json: { openTickets, returned: returnTickets } }
      }),
    )
}

type Todo = (
  work: Work,
  teamId: TeamId,
  personId: PersonId,
) => Promise<{ words: string; json: object }>

function member(options: Options, team: string, agent: string, todo: Todo) {
  return onDesk(options, ({ app }) =>
    perform(app, null, async (work) =>
      todo(work, await whichTeam(work.tx, team), await whichAgent(work.tx, agent)),
    ),
  )
}
