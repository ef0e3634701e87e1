import type { Reader } from '#core/app.ts'
import { Refusal } from '#core/refusal.ts'
import { readTicket, type TicketRow } from '#core/tickets/find.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { type ChannelPlace, channelNamed, channelWanted } from './channels.ts'

/** A ticket that an agent may see. Undefined: there is none, they may not, or it is sensitive. */
export async function ticketToShow(db: Reader, id: TicketId): Promise<TicketRow | undefined> {
  try {
    const ticket = await readTicket(db, id)
    return ticket.sensitive ? undefined : ticket
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** Whether a channel is the one of the ticket's team. */
export async function isOfTeam(db: Reader, id: TicketId, place: ChannelPlace): Promise<boolean> {
  const named = await channelWanted(db, id)
  const channel = named ? await channelNamed(db, named) : undefined
  return channel?.id === place.channelId && channel.workspaceId === place.workspaceId
}
