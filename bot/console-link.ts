import type { Env } from '#core/env.ts'
import type { TicketId } from '#db/schema/columns.ts'

type Address = Pick<Env, 'PUBLIC_URL' | 'HTTP_PORT'>

/** A page of the console, by its path. */
export function consoleLink(env: Address, path: string): string {
  return new URL(path, env.PUBLIC_URL ?? `http://localhost:${env.HTTP_PORT}`).href
}

/** The page of a ticket in the console. */
export function ticketLink(env: Address, id: TicketId): string {
  return consoleLink(env, `/tickets/${id}`)
}
