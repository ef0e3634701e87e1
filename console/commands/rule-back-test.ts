import { type Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { read } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { mostTickets } from '#core/routing/back-test.ts'
import { type BackTestTable, backTestTable } from '#core/routing/back-test-table.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { type Options, onDesk } from './answer.ts'
import { jsonFrom } from './rule-json.ts'

interface Given extends Options {
  last: number
  standing?: boolean
}

const Drafts = z
  .array(
    z.strictObject({
      name: z.string().default('Draft'),
      teamId: z
        .int()
        .positive()
        .transform((id) => id as TeamId)
        .nullable()
        .default(null),
      definition: z.unknown(),
    }),
  )
  .max(500)

export function defineBackTest(rule: Command): void {
  rule
    .command('back-test')
    .description('what rules would have made of the last tickets; changes nothing')
    .argument(
      '[file]',
      'a file with rules as JSON, [{"name", "definition"}, …]; standard input without one',
    )
    .option('--last <tickets>', `how many, ${mostTickets} at most`, tickets, 1000)
    .option('--standing', 'the rules that stand, in place of a draft')
    .action((path: string | undefined, { last, standing, ...options }: Given) =>
      onDesk(options, async ({ app }) => {
        const rules = standing ? undefined : draftsFrom(await jsonFrom(path))
        const table = await read(app, null, (db) => backTestTable(db, app.clock(), { rules, last }))
        return { words: inWords(table), json: table }
      }),
    )
}

function draftsFrom(given: unknown) {
  const drafts = Drafts.safeParse(given)
  if (drafts.success) return drafts.data
  const [issue] = drafts.error.issues
  refuse('wrong-input', {
    why: `The draft must be a list of rules: /${issue?.path.join('/')} ${issue?.message}.`,
  })
}

function inWords({ tickets, changed, assumed, items, load, breaches }: BackTestTable): string {
  const side = ({ team, assignee, priority }: BackTestTable['items'][number]['before']) =>
    `${team} · ${assignee ?? 'nobody'} · ${priority}`
  return [
    ...items.map(
      ({ ticketId, subject, before, after }) =>
        `#${ticketId}  ${subject.slice(0, 40)}  ${side(before)} → ${side(after)}`,
    ),
    `${changed} of ${tickets} tickets would differ.`,
    ...assumed,
    ...load.map(({ name, before, after }) => `${name}: ${before} → ${after} tickets`),
    `Breaches: first response ${breaches.before.first_response} → ${breaches.after.first_response}, ` +
      `resolution ${breaches.before.resolution} → ${breaches.after.resolution}.`,
  ].join('\n')
}

function tickets(given: string): number {
  const count = Number(given)
  if (Number.isInteger(count) && count >= 1 && count <= mostTickets) return count
  throw new InvalidArgumentError(`Give a number from 1 to ${mostTickets}.`)
}
