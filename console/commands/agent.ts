import { type Command, Option } from 'commander'
import { perform, type Work } from '#core/app.ts'
import { changeRole } from '#core/people/change-role.ts'
import { deactivateAgent } from '#core/people/deactivate.ts'
import { setPresence } from '#core/people/presence.ts'
import { changeProfile } from '#core/people/profile.ts'
import { momentFrom } from '#core/people/until.ts'
import { whichAgent } from '#core/people/which-agent.ts'
import { setSkills } from '#core/routing/skills-of-agent.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { type AgentRole, agentRole } from '#db/schema/enums.ts'
import type { WeekHours } from '#db/schema/people.ts'
import { capacity, hours, tags } from './agent-given.ts'
import { list } from './agent-list.ts'
import { type Options, onDesk } from './answer.ts'
import { levels, name, type nothing, orNull } from './given.ts'

interface Given extends Options {
  name?: string
  role?: AgentRole
  capacity?: number | typeof nothing
  timeZone?: string
  hours?: WeekHours | typeof nothing
  languages?: string[]
}

const who = ['<agent>', 'their address or number'] as const

export function defineAgent(agent: Command): void {
  agent
    .command('list')
    .description('who answers, whether they take tickets now, and what they have in hand')
    .action((options: Options) => onDesk(options, ({ app }) => list(app)))
  agent
    .command('change')
    .description('how somebody works; what is not given stays')
    .argument(...who)
    .option('--name <name>', 'what they are called', name)
    .addOption(new Option('--role <role>', 'what they may do').choices(agentRole.enumValues))
    .option('--capacity <tickets>', 'open tickets at most; none: no limit', capacity)
    .option('--time-zone <zone>', 'theirs, like Europe/Berlin')
    .option('--hours <hours>', '“mon-fri 9-12:30, 13-17; sat 10-14”, in their zone; any', hours)
    .option('--languages <tags>', 'that they answer in: de,en', tags)
    .action((given: string, { role, hours, capacity, json, ...rest }: Given) =>
      one({ json }, given, `${given} is changed.`, async (work, id) => {
        const profile = { ...rest, capacity: orNull(capacity), workingHours: orNull(hours) }
        await changeProfile(work, id, profile)
        if (role) await changeRole(work, id, role)
      }),
    )
  agent
    .command('skills')
    .description('say all that somebody knows')
    .argument(...who)
    .argument(
      '<levels>',
      'skills with levels from 1 to 5: billing=3,french=5; none: nothing',
      levels,
    )
    .action((given: string, known: Record<string, number>, options: Options) =>
      one(options, given, `${given} knows that now.`, (work, id) => setSkills(work, id, known)),
    )
  agent
    .command('away')
    .description('somebody takes no tickets for a while')
    .argument(...who)
    .option('--until <moment>', 'they are back then: 17:00, tomorrow, friday, 2026-03-05 14:00, 2h')
    .option('--reassign', 'what of theirs is unanswered goes back to the queue')
    .action((given: string, { until, reassign, json }: Options & Away) =>
      one({ json }, given, `${given} is away.`, async (work, id) =>
        setPresence(work, id, {
          presence: reassign ? 'reassign' : 'away',
          until: until === undefined ? null : await momentFrom(work, id, until),
        }),
      ),
    )
  agent
    .command('back')
    .description('somebody takes tickets again')
    .argument(...who)
    .action((given: string, options: Options) =>
      one(options, given, `${given} is back.`, (work, id) =>
        setPresence(work, id, { presence: 'available' }),
      ),
    )
  agent
    .command('deactivate')
    .description('end somebody’s access; their open tickets go back to the queues')
    .argument(...who)
    .action((given: string, options: Options) =>
      one(options, given, `${given} works here no more.`, deactivateAgent),
    )
}

interface Away {
  until?: string
  reassign?: boolean
}

/** Changes one agent, and says what is true now. */
function one(
  options: Options,
  given: string,
  words: string,
  todo: (work: Work, id: PersonId) => Promise<void>,
) {
  return onDesk(options, async ({ app }) => {
    const id = await perform(app, null, async (work) => {
      const id = await whichAgent(work.tx, given)
      await todo(work, id)
      return id
    })
    return { words, json: { id } }
  })
}
