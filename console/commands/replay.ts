import type { Command } from 'commander'
import { type App, perform, read } from '#core/app.ts'
import { readMail } from '#core/mails/find.ts'
import { replayMail } from '#core/mails/replay.ts'
import type { MailId } from '#db/schema/columns.ts'
import { type Options, onDesk } from './answer.ts'
import { numberOf } from './given.ts'

const mailNumber = numberOf<MailId>('Give the number of a mail.')

/** Reads one mail of the ledger to its end. */
export type ReadNow = (app: App, id: MailId) => Promise<void>

export function defineReplay(readNow: ReadNow) {
  return (replay: Command): void =>
    void replay.argument('<mail>', 'its number', mailNumber).action((id: MailId, given: Options) =>
      onDesk(given, async ({ app }) => {
        await perform(app, null, (work) => replayMail(work, id))
        await readNow(app, id)
        const ended = await endOf(app, id)
        const where = ended.ticket ? ` in ticket #${ended.ticket}` : ''
        return { words: `Mail ${id} has ended as ${ended.state}${where}.`, json: ended }
      }),
    )
}

/** How a mail ended, as one line of JSON tells it. */
export async function endOf(app: App, id: MailId) {
  const { state, ticketId } = await read(app, null, (db) => readMail(db, id))
  return { mail: id, state, ticket: ticketId }
}
