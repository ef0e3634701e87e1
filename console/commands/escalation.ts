import type { Command } from 'commander'
import { read } from '#core/app.ts'
import { escalationsOf, type ShownEscalation } from '#core/escalation/history.ts'
import { readTicket } from '#core/tickets/find.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { type Options, onDesk } from './answer.ts'
import { ticketNumber } from './why.ts'

export function defineEscalation(command: Command): void {
  command.argument('<ticket>', 'its number', ticketNumber).action((id: TicketId, given: Options) =>
    onDesk(given, async ({ app }) => {
      const items = await read(app, null, async (db) => {
        await readTicket(db, id, { deleted: true })
        return escalationsOf(db, id)
      })
      const words = items.map(inWords).join('\n')
      return { words: words || `Ticket #${id} was never escalated.`, json: { items } }
    }),
  )
}

function inWords(one: ShownEscalation): string {
  const by = one.startedBy ? ` by ${one.startedBy}` : ''
  const end = one.acknowledgedBy
    ? `acknowledged by ${one.acknowledgedBy}`
    : one.endedAt
      ? 'ended'
      : one.nextAt
        ? `next at ${one.nextAt.toISOString()}`
        : 'waits for somebody to acknowledge it'
  return `${one.startedAt.toISOString()}${by}  ${one.reason}  (${one.ladder ?? 'no ladder'}, step ${one.step}, ${end})`
}
