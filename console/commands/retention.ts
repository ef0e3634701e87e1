import { type Command, InvalidArgumentError } from 'commander'
import { perform, read } from '#core/app.ts'
import { cleanAll } from '#core/desk-jobs.ts'
import { whatWouldGo } from '#core/retention/clean.ts'
import { setSpamDays } from '#core/retention/spam-days.ts'
import { type Options, onDesk } from './answer.ts'
import { nothing, orNull } from './given.ts'

type Given = Options & { dryRun?: boolean; spamDays?: number | typeof nothing }

export function defineRetention(command: Command): void {
  command
    .option('--dry-run', 'only say what would go')
    .option('--spam-days <days>', 'keep spam so long from now on; none: for ever', daysOrNone)
    .action(({ dryRun, spamDays, ...given }: Given) =>
      onDesk(given, async ({ app }) => {
        const days = orNull(spamDays)
        if (days !== undefined) await perform(app, null, (work) => setSpamDays(work, days))
        const items = await read(app, null, (db) => whatWouldGo(db, app.clock()))
        if (!dryRun) await cleanAll(app)
        const words = items.map(({ what, days, rows }) => {
          const span = days === null ? 'kept for ever' : `after ${days} days`
          return `${String(rows).padStart(8)}  ${what} (${span})`
        })
        const head = dryRun ? 'Would go:' : 'Gone:'
        return { words: [head, ...words].join('\n'), json: { dryRun: Boolean(dryRun), items } }
      }),
    )
}

function daysOrNone(given: string): number | typeof nothing {
  if (given === 'none') return nothing
  if (/^[1-9]\d{0,3}$/.test(given)) return Number(given)
  throw new InvalidArgumentError('Give a number of days, or none.')
}
