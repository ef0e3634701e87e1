import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import { perform } from '#core/app.ts'
import { addAgent } from '#core/people/agents.ts'
import { whichTeams } from '#core/teams/which-team.ts'
import { type AgentRole, agentRole } from '#db/schema/enums.ts'
import { type Options, onDesk } from './answer.ts'
import { email, name } from './given.ts'

interface Given extends Options {
  email: string
  name: string
  role: AgentRole
  team?: string[]
  passwordStdin?: boolean
}

export function defineUser(user: Command): void {
  user
    .command('create')
    .description('add somebody who answers')
    .requiredOption('--email <email>', 'their address', email)
    .requiredOption('--name <name>', 'what they are called', name)
    .addOption(
      new Option('--role <role>', 'what they may do')
        .choices(agentRole.enumValues)
        .makeOptionMandatory(),
    )
    .option(
      '--team <team...>',
      'their teams; absent: none, which is enough for admins and auditors',
    )
    .option('--password-stdin', 'read their password from standard input; absent: no password')
    .action((given: Given) =>
      onDesk(given, async ({ app }) => {
        const { email, name, role, team: teams = [] } = given
        const password = given.passwordStdin ? (await text(process.stdin)).trimEnd() : undefined
        const id = await perform(app, null, async (work) => {
          const teamIds = await whichTeams(work.tx, teams)
          return addAgent(work, { email, name, role, teamIds, password })
        })
        const where = teams.length > 0 ? ` in ${teams.join(', ')}` : ''
        return {
          words: `${name} is now ${role}${where} and signs in as ${email}.`,
          json: { id, email, name, role, teams },
        }
      }),
    )
}
