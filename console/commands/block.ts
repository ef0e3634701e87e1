import type { Command } from 'commander'
import { perform, read } from '#core/app.ts'
import { blockSender, findBlockedSenders, unblockSender } from '#core/mails/blocked-senders.ts'
import { type Options, onDesk } from './answer.ts'

interface Given extends Options {
  reason?: string
}

const sender = ['<sender>', 'an address, or @ and a domain with all below it'] as const

export function defineBlock(block: Command): void {
  block
    .command('list')
    .description('whose mail is taken for spam')
    .action((given: Options) =>
      onDesk(given, async ({ app }) => {
        const { items } = await read(app, null, (db) => findBlockedSenders(db, { limit: 10_000 }))
        const lines = items.map(({ pattern, reason }) => `${pattern}  ${reason}`.trimEnd())
        return { words: lines.join('\n') || 'Nobody is blocked.', json: { items } }
      }),
    )
  block
    .command('add')
    .description('take the mail of a sender for spam from now on')
    .argument(...sender)
    .option('--reason <words>', 'why, for those who ask')
    .action((given: string, { reason = '', ...options }: Given) =>
      onDesk(options, async ({ app }) => {
        const pattern = await perform(app, null, (work) => blockSender(work, given, reason))
        return {
          words: `Mail of ${pattern} is spam from now on.`,
          json: { sender: pattern, reason },
        }
      }),
    )
  block
    .command('remove')
    .description('let a sender write again')
    .argument(...sender)
    .action((given: string, options: Options) =>
      onDesk(options, async ({ app }) => {
        const pattern = await perform(app, null, (work) => unblockSender(work, given))
        return { words: `Mail of ${pattern} is read again.`, json: { sender: pattern } }
      }),
    )
}
