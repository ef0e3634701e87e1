import { and, eq, inArray } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { EventKind } from '#core/audience.ts'
import type { MessageId, SlackThreadId, TicketId } from '#db/schema/columns.ts'
import { slackLinks, slackPosts } from '#db/schema/slack.ts'
import type { News } from './news.ts'
import { wantAgain } from './want-again.ts'

/** What is worth a line in the thread; all else only changes the card. */
const toldInThread = new Set<string>([
  'opened',
  'received',
  'replied',
  'noted',
  'claimed',
  'assigned',
  'transferred',
  'prioritised',
  'moved',
  'escalated',
  'resolved',
  'closed',
  'reopened',
  'snoozed',
  'woken',
  'deleted',
  'restored',
  'marked_sensitive',
] satisfies EventKind[])

/** What changes how a message fares, and so what is said of it. */
const faring = new Set<string>([
  'unsent',
  'sent',
  'not_sent',
  'undelivered',
  'resent',
] satisfies EventKind[])

/** Adds a post for each thing that happened, and asks for those anew that say something else now. */
export async function tellNews(
  work: Work,
  ticketId: TicketId,
  threadId: SlackThreadId,
  news: News[],
) {
  const common = { ticketId, threadId, state: 'waiting' as const, wantedAt: work.now }
  const fromSlack = await writtenInSlack(
    work,
    news.flatMap(({ messageId }) => messageId ?? []),
  )
  const posts = news
    .filter(({ kind, messageId }) => toldInThread.has(kind) && !fromSlack.has(messageId))
    .map(({ place, messageId }) => ({
      ...common,
      key: `event:${threadId}:${place}`,
      kind: 'event' as const,
      place,
      messageId,
    }))
  const receipts = [...fromSlack].flatMap((messageId) =>
    messageId
      ? [{ ...common, key: `receipt:${messageId}`, kind: 'receipt' as const, messageId }]
      : [],
  )
  const again = news.flatMap(({ kind, messageId }) => (faring.has(kind) && messageId) || [])
  if (again.length > 0) await wantAgain(work, inArray(slackPosts.messageId, again))
  // What was told is not to be read there any more, or may be again.
  if (news.some(({ kind }) => kind === 'marked_sensitive'))
    await wantAgain(work, and(eq(slackPosts.threadId, threadId), eq(slackPosts.kind, 'event')))
  if (posts.length + receipts.length > 0)
    await work.tx
      .insert(slackPosts)
      .values([...posts, ...receipts])
      .onConflictDoNothing()
}

async function writtenInSlack(work: Work, ids: MessageId[]): Promise<Set<MessageId | null>> {
  if (ids.length === 0) return new Set()
  const rows = await work.tx
    .select({ id: slackLinks.messageId })
    .from(slackLinks)
    .where(inArray(slackLinks.messageId, ids))
  return new Set(rows.map((row) => row.id))
}
