import type { EntityMetadata } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { ticketLink } from '#bot/console-link.ts'
import { errorCode } from '#bot/outbox/outcome.ts'
import type { TicketRow } from '#core/tickets/find.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { bareUnfurl, fullUnfurl, workObject } from './words.ts'

export const Shared = z.object({
  user: z.string(),
  channel: z.string(),
  message_ts: z.string(),
  unfurl_id: z.string().optional(),
  source: z.string().optional(),
  links: z.array(z.object({ url: z.string() })).default([]),
})
export type Shared = z.output<typeof Shared>

export interface Link {
  url: string
  id: TicketId
  ticket: TicketRow | undefined // Undefined: no more is said than its number.
}

/** As Work Objects; where Slack does not take them, as plain blocks. */
export async function sendUnfurls({ app }: Bot, client: WebClient, shared: Shared, links: Link[]) {
  const { unfurl_id, source, channel, message_ts: ts } = shared
  const at = unfurl_id && isSource(source) ? { unfurl_id, source } : { channel, ts }
  const plainly = (some: Link[]) =>
    Object.fromEntries(
      some.map(({ url, id, ticket }) => [url, ticket ? fullUnfurl(ticket) : bareUnfurl(id)]),
    )
  const entities = links.flatMap(({ url, ticket }): EntityMetadata[] =>
    ticket ? [workObject(ticket, ticketLink(app.env, ticket.id), url)] : [],
  )
  const bare = links.filter(({ ticket }) => !ticket)
  if (bare.length > 0) await client.chat.unfurl({ ...at, unfurls: plainly(bare) })
  if (entities.length === 0) return
  try {
    await client.chat.unfurl({ ...at, metadata: { entities } })
  } catch (error) {
    if (!errorCode(error)?.match(/metadata|unfurls|entity|feature/)) throw error
    await client.chat.unfurl({ ...at, unfurls: plainly(links.filter(({ ticket }) => ticket)) })
  }
}

function isSource(source: string | undefined): source is 'composer' | 'conversations_history' {
  return source === 'composer' || source === 'conversations_history'
}
