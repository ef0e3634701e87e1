import type { Command } from 'commander'
import { perform, type Reader, read } from '#core/app.ts'
import {
  addLadder,
  allLadders,
  changeLadder,
  type Ladder,
  removeLadder,
} from '#core/escalation/ladders.ts'
import { stepsFromText } from '#core/escalation/steps-text.ts'
import { targetWords } from '#core/escalation/target-words.ts'
import { refuse } from '#core/refusal.ts'
import { minutesInWords } from '#core/sla/targets.ts'
import { type Options, onDesk } from './answer.ts'
import { name } from './given.ts'

interface Given extends Options {
  name?: string
  step?: string[]
}

const step = [
  '--step <after: whom>',
  'like “30m: lead, #ops”; once for each, in order. Whom: assignee, lead, team, manager, role admin, an address, or a channel',
  steps,
] as const
const which = ['<name>', 'which', name] as const

export function defineLadder(ladder: Command): void {
  ladder
    .command('list')
    .description('who is told next while nobody acknowledges')
    .action((options: Options) =>
      onDesk(options, async ({ app }) => {
        const items = await read(app, null, allLadders)
        return { words: items.map(inWords).join('\n') || 'There is none.', json: { items } }
      }),
    )
  ladder
    .command('add')
    .description('add a ladder, for SLA policies to name')
    .argument('<name>', 'what it is called', name)
    .requiredOption(...step)
    .action((called: string, { step, ...options }: Given) =>
      onDesk(options, async ({ app }) => {
        const id = await perform(app, null, async (work) =>
          addLadder(work, { name: called, steps: await stepsOf(work.tx, step) }),
        )
        return { words: `The ladder ${called} is there.`, json: { id } }
      }),
    )
  ladder
    .command('change')
    .description('change it for escalations to come; what is not given stays')
    .argument(...which)
    .option('--name <name>', 'what it is called from now on', name)
    .option(...step)
    .action((called: string, { step, name, json }: Given) =>
      onDesk({ json }, async ({ app }) => {
        await perform(app, null, async (work) =>
          changeLadder(work, (await named(work.tx, called)).id, {
            name,
            steps: step && (await stepsOf(work.tx, step)),
          }),
        )
        return { words: `The ladder ${called} is changed.`, json: { name: name ?? called } }
      }),
    )
  ladder
    .command('remove')
    .description('remove a ladder that no SLA policy names')
    .argument(...which)
    .action((called: string, options: Options) =>
      onDesk(options, async ({ app }) => {
        await perform(app, null, async (work) =>
          removeLadder(work, (await named(work.tx, called)).id),
        )
        return { words: `The ladder ${called} is gone.`, json: { name: called } }
      }),
    )
}

/** Whether it can be read is for the ladder to say. */
function steps(given: string, before: string[] = []): string[] {
  return [...before, given]
}

function stepsOf(db: Reader, lines: string[] = []) {
  return stepsFromText(db, lines.join('\n'))
}

async function named(db: Reader, called: string): Promise<Ladder> {
  const all = await allLadders(db)
  return (
    all.find((one) => one.name.toLowerCase() === called.toLowerCase()) ??
    refuse('not-found', { what: `ladder as ${called}` })
  )
}

function inWords({ name, steps }: Ladder): string {
  const lines = steps.map(
    ({ after, targets }) =>
      `  ${after === 0 ? 'at once' : `after ${minutesInWords(after)}`}: ${targets.map((one) => targetWords(one)).join(', ')}`,
  )
  return [name, ...lines].join('\n')
}
