import { setTimeout } from 'node:timers/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { eq } from 'drizzle-orm'
import { type App, read } from '#core/app.ts'
import { findBacklog } from '#core/mails/backlog.ts'
import type { CanaryId } from '#db/schema/columns.ts'
import { canaries } from '#db/schema/mails.ts'
import { type Options, type Outcome, onDesk } from './answer.ts'

interface Given extends Options {
  wait: number
}

/** Sends a mail to the desk itself, by the relay. The problem says why it could not be sent. */
export type SendCanary = (app: App) => Promise<{ id: CanaryId; to: string; problem: string | null }>

export function defineCanary(sendCanary: SendCanary) {
  return (canary: Command): void =>
    void canary
      .option('--wait <seconds>', 'how long to wait for it', seconds, 60)
      .action(({ wait, ...given }: Given) =>
        onDesk(given, async ({ app }) => {
          const { id, to, problem } = await sendCanary(app)
          if (problem !== null) return failed(id, problem)
          const found = await arrival(app, id, wait)
          if (!found.arrivedAt)
            return failed(id, found.problem ?? (await whyMissing(app, to, wait)))
          const millis = found.arrivedAt.getTime() - found.sentAt.getTime()
          const words = `The mail to ${to} went out by the relay and came in again: ${(millis / 1000).toFixed(1)} s.`
          return { words, json: { ok: true, id, millis } }
        }),
      )
}

function failed(id: CanaryId, problem: string): Outcome {
  return { words: problem, json: { ok: false, id, problem }, failed: true }
}

/** How it fares once it has arrived, has come back, or the wait is over. */
async function arrival(app: App, id: CanaryId, wait: number) {
  const deadline = performance.now() + wait * 1000
  while (true) {
    const [canary] = await read(app, null, (db) =>
      db.select().from(canaries).where(eq(canaries.id, id)),
    )
    if (!canary) throw new Error(`Canary ${id} is gone`)
    if (canary.arrivedAt || canary.problem || performance.now() > deadline) return canary
    await setTimeout(250)
  }
}

async function whyMissing(app: App, to: string, wait: number): Promise<string> {
  const { unread } = await read(app, null, (db) => findBacklog(db, app.clock()))
  const looks =
    unread > 0
      ? [`${unread} mails are in the ledger and nobody has read them: is a worker running?`]
      : [
          'Is the desk running, with the roles ingest and worker?',
          `Does mail to ${to} come here? \`deskwire doctor\` looks at its MX record.`,
          'The log of the relay tells whom it gave the mail to. It may also have put it off: a canary that comes later is still counted.',
        ]
  return [`The relay has taken the mail, and it has not arrived within ${wait} s.`, ...looks].join(
    '\n',
  )
}

function seconds(given: string): number {
  if (/^[1-9]\d{0,4}$/.test(given)) return Number(given)
  throw new InvalidArgumentError('Give a number of seconds.')
}
