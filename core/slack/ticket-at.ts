import { and, eq } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { messages } from '#db/schema/messages.ts'
import { slackLinks, slackPosts, slackThreads } from '#db/schema/slack.ts'
import type { MessagePlace } from './threads.ts'

/**
 * The ticket whose card a message is, or in whose agents' thread it stands, and the card it hangs on. Undefined: it
 * is of no ticket.
 */
export async function ticketAt(
  db: Reader,
  { workspaceId, channelId, ts }: MessagePlace,
): Promise<{ id: TicketId; card: string | null } | undefined> {
  const ofTicket = { id: slackThreads.ticketId, card: slackThreads.ts }
  const here = and(
    eq(slackThreads.workspaceId, workspaceId),
    eq(slackThreads.channelId, channelId),
    eq(slackThreads.kind, 'agent'),
  )
  const [card] = await db
    .select(ofTicket)
    .from(slackThreads)
    .where(and(here, eq(slackThreads.ts, ts)))
  if (card) return card
  const [told] = await db
    .select(ofTicket)
    .from(slackPosts)
    .innerJoin(slackThreads, and(eq(slackThreads.id, slackPosts.threadId), here))
    .where(eq(slackPosts.ts, ts))
    .limit(1)
  if (told) return told
  const [written] = await db
    .select(ofTicket)
    .from(slackLinks)
    .innerJoin(slackThreads, and(eq(slackThreads.ticketId, slackLinks.ticketId), here))
    .innerJoin(messages, eq(messages.id, slackLinks.messageId))
    .where(
      and(
        eq(messages.direction, 'outbound'), // What requesters write stands elsewhere.
        eq(slackLinks.workspaceId, workspaceId),
        eq(slackLinks.channelId, channelId),
        eq(slackLinks.ts, ts),
      ),
    )
    .limit(1)
  return written
}
