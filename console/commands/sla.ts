import { type Command, InvalidArgumentError } from 'commander'
import { perform, type Reader, read } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import {
  addPolicy,
  allPolicies,
  changePolicy,
  type PolicyRow,
  removePolicy,
} from '#core/sla/policies.ts'
import { minutesFromText, minutesInWords } from '#core/sla/targets.ts'
import { whichCalendar } from '#core/teams/which-calendar.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import { type TicketPriority, ticketPriority } from '#db/schema/enums.ts'
import type { SlaTargets } from '#db/schema/sla.ts'
import { type Options, onDesk } from './answer.ts'
import { name, nothing, yesOrNo } from './given.ts'

type Targets = Partial<Record<TicketPriority, SlaTargets>>
type Given = Options &
  Partial<Record<Lowercase<TicketPriority>, SlaTargets | typeof nothing>> & {
    name?: string
    team?: string
    calendar?: string
    position?: number
    enabled?: boolean
  }

export function defineSla(sla: Command): void {
  sla
    .command('list')
    .description('what is promised to whom, in the order in which it is asked')
    .action((options: Options) =>
      onDesk(options, async ({ app }) => {
        const items = await read(app, null, (db) => allPolicies(db))
        const words = items.map(inWords).join('\n') || 'Nothing is promised to anybody.'
        return { words, json: { items } }
      }),
    )
  withSettings(sla.command('add').description('promise something'))
    .argument('<name>', 'what it is called', name)
    .action((called: string, given: Given) =>
      onDesk(given, async ({ app }) => {
        const id = await perform(app, null, async (work) =>
          addPolicy(work, {
            conditions: null,
            enabled: true,
            teamId: null,
            calendarId: null,
            ...(await settingsOf(work.tx, given)),
            name: called,
            targets: targetsOf(given, {}),
          }),
        )
        return { words: `The SLA policy ${called} holds from now on.`, json: { id } }
      }),
    )
  withSettings(sla.command('change').description('promise something else; what is not given stays'))
    .argument('<name>', 'which', name)
    .option('--name <name>', 'what it is called from now on', name)
    .action((called: string, given: Given) =>
      onDesk(given, async ({ app }) => {
        await perform(app, null, async (work) => {
          const { id, targets } = await policyNamed(work.tx, called)
          const settings = await settingsOf(work.tx, given)
          await changePolicy(work, id, { ...settings, targets: targetsOf(given, targets) })
        })
        return { words: `The SLA policy ${called} is changed.`, json: { name: called } }
      }),
    )
  sla
    .command('remove')
    .description('promise it no more')
    .argument('<name>', 'which', name)
    .action((called: string, options: Options) =>
      onDesk(options, async ({ app }) => {
        await perform(app, null, async (work) =>
          removePolicy(work, (await policyNamed(work.tx, called)).id),
        )
        return { words: `The SLA policy ${called} is gone.`, json: { name: called } }
      }),
    )
}

function withSettings(command: Command): Command {
  for (const priority of ticketPriority.enumValues)
    command.option(
      `--${priority.toLowerCase()} <first/next/resolution>`,
      'like 2h/2h/24h; - for what is not promised, none for nothing',
      targets,
    )
  return command
    .option('--team <team>', 'whose tickets it holds for; all: every team’s', name)
    .option('--calendar <name>', 'by which minutes are counted; none: the team’s', name)
    .option('--position <number>', 'the first that fits holds', Number)
    .option('--enabled <yes|no>', 'whether it holds', yesOrNo)
}

function targets(text: string): SlaTargets | typeof nothing {
  if (text === 'none') return nothing
  const parts = text.split('/').map((part) => (part.trim() === '-' ? null : minutesFromText(part)))
  const [first, next, resolution] = parts
  if (parts.length !== 3 || parts.includes(undefined))
    throw new InvalidArgumentError('Give three times, like 30m/30m/4h, with - for none.')
  return { ...(first && { first }), ...(next && { next }), ...(resolution && { resolution }) }
}

function targetsOf(given: Given, before: Targets): Targets {
  const after = { ...before }
  for (const priority of ticketPriority.enumValues) {
    const said = given[priority.toLowerCase() as Lowercase<TicketPriority>]
    if (said === nothing) delete after[priority]
    else if (said) {
      const { ladderId } = before[priority] ?? {}
      after[priority] = { ...(ladderId && { ladderId }), ...said }
    }
  }
  return after
}

async function settingsOf(db: Reader, { name, team, calendar, position, enabled }: Given) {
  return {
    ...(name !== undefined && { name }),
    ...(position !== undefined && { position }),
    ...(enabled !== undefined && { enabled }),
    ...(team !== undefined && { teamId: team === 'all' ? null : await whichTeam(db, team) }),
    ...(calendar !== undefined && { calendarId: await whichCalendar(db, calendar) }),
  }
}

async function policyNamed(db: Reader, called: string): Promise<PolicyRow> {
  const all = await allPolicies(db)
  return (
    all.find((policy) => policy.name.toLowerCase() === called.toLowerCase()) ??
    refuse('not-found', { what: `SLA policy as ${called}` })
  )
}

function inWords({ name, enabled, team, targets }: PolicyRow): string {
  const promises = ticketPriority.enumValues.flatMap((priority) => {
    const { first, next, resolution } = targets[priority] ?? {}
    if (!first && !next && !resolution) return []
    const times = [first, next, resolution].map((each) => (each ? minutesInWords(each) : '-'))
    return [`  ${priority}  ${times.join(' / ')}`]
  })
  const head = `${name}  ${team?.name ?? 'every team'}${enabled ? '' : '  off'}`
  return [head, ...promises].join('\n')
}
