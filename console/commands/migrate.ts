import type { Command } from 'commander'
import { type Options, onDesk } from './answer.ts'

export function defineMigrate(migrate: Command): void {
  migrate.action((given: Options) =>
    // Opening a desk is what migrates it.
    onDesk(given, async () => ({ words: 'The database is up to date.', json: { ok: true } })),
  )
}
