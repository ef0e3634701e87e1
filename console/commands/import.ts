import type { Command } from 'commander'
import type { App } from '#core/app.ts'
import { type Options, onDesk } from './answer.ts'
import { email } from './given.ts'

/** Brings an archive in, and tells of each mail. */
export type ImportArchive = (
  app: App,
  archive: { kind: 'mbox' | 'eml'; paths: string[]; to?: string; closed?: boolean },
  tell: { found(count: number): void; took(mail: { state: string; reason?: string }): void },
) => Promise<void>

interface Given extends Options {
  to?: string
  closed?: boolean
}

const kinds = {
  mbox: 'bring in the mails of mbox files, as Gmail, Thunderbird and Unix keep them',
  eml: 'bring in mails from files of one mail each, and folders of them: .eml, or a Maildir',
} as const

export function defineImport(importArchive: ImportArchive) {
  return (command: Command): void => {
    for (const kind of ['mbox', 'eml'] as const)
      command
        .command(kind)
        .description(kinds[kind])
        .argument('<paths...>', kind === 'mbox' ? 'files' : 'files and folders')
        .option('--to <address>', 'the mailbox of yours for mails that name none', email)
        .option('--closed', 'close the conversations that come out')
        .action((paths: string[], given: Given) =>
          onDesk(given, async ({ app }) => {
            const tally = startTally(given.json === true)
            await importArchive(app, { ...given, kind, paths }, tally)
            return tally.outcome()
          }),
        )
  }
}

const everyMillis = 2000

/** Counts what became of the mails. People see it go on, on standard error; programs get a line of JSON for each. */
function startTally(json: boolean) {
  const counts: Record<string, number> = {}
  let total = 0
  let done = 0
  let leftOut = ''
  let told = performance.now()
  const progress = (words: string) => json || process.stderr.write(`${words}\n`)
  return {
    found(count: number) {
      total = count
      progress(`${count} mails found`)
    },
    took(mail: { state: string; reason?: string }) {
      done += 1
      counts[mail.state] = (counts[mail.state] ?? 0) + 1
      leftOut ||= mail.reason ?? ''
      if (json) process.stdout.write(`${JSON.stringify(mail)}\n`)
      if (performance.now() - told < everyMillis) return
      told = performance.now()
      progress(`${done} of ${total}`)
    },
    outcome() {
      const parts = Object.entries(counts).map(([state, n]) => `${n} ${state.replace('_', ' ')}`)
      const words = `${total} mails: ${parts.join(', ') || 'nothing to do'}.`
      const why = leftOut && `\nThe first that was left out: ${leftOut}`
      return { words: words + why, json: { summary: { mails: total, ...counts } } }
    },
  }
}
