import { type DeskAddress, deskLink } from '#core/desk-link.ts'
import type { TicketId } from '#db/schema/columns.ts'

/** A page of the console, by its path. */
export const consoleLink = deskLink

/** The page of a ticket in the console. */
export function ticketLink(env: DeskAddress, id: TicketId): string {
  return deskLink(env, `/tickets/${id}`)
}
