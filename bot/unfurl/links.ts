import { consoleLink } from '#bot/console-link.ts'
import type { Env } from '#core/env.ts'
import type { TicketId } from '#db/schema/columns.ts'

/** The ticket whose page an address is; undefined: it is no page of a ticket of this desk. */
export function ticketOfLink(
  env: Pick<Env, 'PUBLIC_URL' | 'HTTP_PORT'>,
  url: string,
): TicketId | undefined {
  if (!URL.canParse(url)) return undefined
  const { origin, pathname } = new URL(url)
  if (origin !== new URL(consoleLink(env, '/')).origin) return undefined
  const number = /^\/tickets\/([1-9]\d{0,8})\/?$/.exec(pathname)?.[1]
  return number ? (Number(number) as TicketId) : undefined
}
