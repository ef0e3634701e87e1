import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { EventKind } from '#core/audience.ts'
import type { MessageId, SlackThreadId, TicketId } from '#db/schema/columns.ts'
import { messages } from '#db/schema/messages.ts'
import { slackLinks, slackPosts } from '#db/schema/slack.ts'
import { filesOfMessages } from './files-to-share.ts'
import type { News } from './news.ts'
import { showable } from './showable.ts'
import { wantAgain } from './want-again.ts'

/** What is worth a line in the thread; all else only changes the card. */
const toldInThread = new Set<string>([
  'opened',
  'received',
  'replied',
  'noted',
  'edited',
  'edited_late',
  'removed_late',
  'claimed',
  'assigned',
  'transferred',
  'prioritised',
  'moved',
  'escalated',
  'escalation_acknowledged',
  'sla_warned',
  'sla_breached',
  'resolved',
  'fell_silent',
  'settled',
  'rated',
  'closed',
  'reopened',
  'snoozed',
  'woken',
  'merged',
  'unmerged',
  'deleted',
  'restored',
  'marked_sensitive',
] satisfies EventKind[])

/** What has to be said there of messages that were written there, too. */
const toldAnyway = new Set<string>(['edited_late', 'removed_late'] satisfies EventKind[])

/** What brings a message, and its files with it. */
const bringsMessage = new Set<string>([
  'opened',
  'received',
  'replied',
  'noted',
] satisfies EventKind[])

/** What changes what a message says or how it fares, and so what is said of it. */
const faring = new Set<string>([
  'edited',
  'edited_late',
  'corrected',
  'left_as_sent',
  'removed',
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
  const told = news
    .filter(({ kind }) => toldInThread.has(kind))
    .filter(({ kind, messageId }) => toldAnyway.has(kind) || !fromSlack.has(messageId))
  const withFiles = await haveFiles(
    work,
    told.flatMap(({ kind, messageId }) => (bringsMessage.has(kind) && messageId) || []),
  )
  const posts = told.flatMap(({ kind, place, messageId }) => {
    const post = { ...common, kind: 'event' as const, place, messageId }
    const event = { ...post, key: `event:${threadId}:${place}` }
    const hasFiles = bringsMessage.has(kind) && withFiles.has(messageId)
    return hasFiles ? [event, { ...post, key: `files:${threadId}:${messageId}` }] : [event]
  })
  const receipts = [...fromSlack].flatMap((messageId) =>
    messageId
      ? [{ ...common, key: `receipt:${messageId}`, kind: 'receipt' as const, messageId }]
      : [],
  )
  const again = news.flatMap(({ kind, messageId }) => (faring.has(kind) && messageId) || [])
  if (again.length > 0) await wantAgain(work, inArray(slackPosts.messageId, again))
  if (news.some(({ kind }) => kind === 'unsent'))
    await wantAgain(work, isCorrected(ticketId, threadId)) // What was taken back may have been a correction.
  // What was told is not to be read there any more, or may be again.
  if (news.some(({ kind }) => kind === 'marked_sensitive'))
    await wantAgain(work, and(eq(slackPosts.threadId, threadId), eq(slackPosts.kind, 'event')))
  if (news.some(({ kind }) => kind === 'escalation_acknowledged'))
    await wantAgain(work, isEscalation(ticketId, threadId)) // Without its button.
  if (posts.length + receipts.length > 0)
    await work.tx
      .insert(slackPosts)
      .values([...posts, ...receipts])
      .onConflictDoNothing()
}

/** Those whose files agents can be shown. */
async function haveFiles(work: Work, ids: MessageId[]): Promise<Set<MessageId | null>> {
  const files = await filesOfMessages(work.tx, ids)
  return new Set(ids.filter((id) => showable(files.get(id) ?? []).length > 0))
}

function isCorrected(ticketId: TicketId, threadId: SlackThreadId) {
  return and(
    eq(slackPosts.threadId, threadId),
    sql`${slackPosts.place} in (select (details ->> 'edit')::int from events
      where chain = 'ticket:' || ${ticketId}::int and kind = 'corrected')`,
  )
}

function isEscalation(ticketId: TicketId, threadId: SlackThreadId) {
  return and(
    eq(slackPosts.threadId, threadId),
    sql`${slackPosts.place} in (select place from events
      where chain = 'ticket:' || ${ticketId}::int and kind = 'escalated')`,
  )
}

/** Of those in the thread of its requester agents are told here. */
async function writtenInSlack(work: Work, ids: MessageId[]): Promise<Set<MessageId | null>> {
  if (ids.length === 0) return new Set()
  const rows = await work.tx
    .select({ id: slackLinks.messageId })
    .from(slackLinks)
    .innerJoin(messages, eq(messages.id, slackLinks.messageId))
    .leftJoin(
      slackPosts,
      and(
        eq(slackPosts.key, sql`'answer:' || ${slackLinks.messageId}`),
        eq(slackPosts.ts, slackLinks.ts),
      ),
    )
    .where(
      and(
        inArray(slackLinks.messageId, ids),
        eq(messages.direction, 'outbound'),
        isNull(slackPosts.id),
      ),
    )
  return new Set(rows.map((row) => row.id))
}
