import { type Command, InvalidArgumentError } from 'commander'
import { read } from '#core/app.ts'
import { why } from '#core/routing/decide.ts'
import { readTicket } from '#core/tickets/find.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { type Options, onDesk } from './answer.ts'

export function defineWhy(command: Command): void {
  command.argument('<ticket>', 'its number', ticketNumber).action((id: TicketId, given: Options) =>
    onDesk(given, async ({ app }) => {
      const decisions = await read(app, null, async (db) => {
        await readTicket(db, id, { deleted: true })
        return why(db, id)
      })
      const words = decisions.map((one) => `${one.at.toISOString()}  ${inWords(one)}`).join('\n')
      return {
        words: words || `The desk has decided nothing about ticket #${id} by itself.`,
        json: { items: decisions },
      }
    }),
  )
}

/** With those who were not chosen, and why, where somebody was looked for. */
function inWords({ words, details }: Awaited<ReturnType<typeof why>>[number]): string {
  const others = Array.isArray(details.others) ? details.others : []
  return [words, ...others.map(({ name, why }) => `    ${name}: ${why}`)].join('\n')
}

/** An argument that takes the number of a ticket. */
export function ticketNumber(given: string): TicketId {
  const [, number] = /^#?([1-9]\d{0,8})$/.exec(given) ?? []
  if (number) return Number(number) as TicketId
  throw new InvalidArgumentError('Give the number of a ticket, like 1042.')
}
