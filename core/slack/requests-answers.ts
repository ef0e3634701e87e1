import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import { attachments, messages } from '#db/schema/messages.ts'
import { slackPosts, slackThreads } from '#db/schema/slack.ts'
import { askToSend } from './channels.ts'
import {
  agentThread,
  linkMessage,
  type MessagePlace,
  requesterThread,
  type SlackThread,
} from './threads.ts'
import { wantAgain } from './want-again.ts'

export async function answersInSlack(db: Reader, id: TicketId): Promise<boolean> {
  return (await requesterThread(db, id)) !== undefined
}

/** Queues what was answered for the thread of the requester, when it can no longer be taken back. */
export async function queueSlackAnswer(
  work: Work,
  id: TicketId,
  message: MessageId,
  notBefore: Date,
): Promise<void> {
  if (await answersInSlack(work.tx, id))
    work.enqueue('slack.answer', { message }, notBefore > work.now ? { startAfter: notBefore } : {})
}

/**
 * Posts an answer in the thread of its requester, once. Its ticket is held: either it was taken back before, or it
 * cannot be any more.
 */
export async function answerInSlack(work: Work, message: MessageId): Promise<void> {
  const ticketId = await slackAnswerOf(work.tx, message)
  if (!ticketId) return
  await holdTicket(work, ticketId, { deleted: true })
  const thread = await requesterThread(work.tx, ticketId)
  if (!thread || !(await slackAnswerOf(work.tx, message))) return
  const post = { state: 'waiting', wantedAt: work.now } as const
  await keepAnswer(work, thread, keyOf(message), message, post)
  if (await hasFiles(work.tx, message))
    await keepAnswer(work, thread, filesKeyOf(message), message, post)
  askToSend(work, thread)
  await wantAgain(work, eq(slackPosts.key, `receipt:${message}`))
  const agents = await agentThread(work.tx, ticketId)
  if (agents) askToSend(work, agents)
}

/** What an agent answered in that very thread stands there already. */
export async function answeredThere(
  work: Work,
  thread: SlackThread,
  message: MessageId,
  place: MessagePlace,
): Promise<void> {
  const post = { state: 'shown', shown: 1, ts: place.ts, wantedAt: work.now } as const
  await keepAnswer(work, thread, keyOf(message), message, post)
  await linkMessage(work, place, thread.ticketId, message)
}

type PostState = Pick<typeof slackPosts.$inferInsert, 'state' | 'shown' | 'ts' | 'wantedAt'>

async function keepAnswer(
  work: Work,
  thread: SlackThread,
  key: string,
  message: MessageId,
  post: PostState,
) {
  const [replied] = await work.tx
    .select({ place: events.place })
    .from(events)
    .where(
      and(
        eq(events.chain, `ticket:${thread.ticketId}`),
        eq(events.kind, 'replied'),
        sql`${events.details} ->> 'messageId' = ${String(message)}`,
      ),
    )
  if (!replied) throw new Error(`Message ${message} was never recorded as a reply`)
  const { ticketId, id: threadId } = thread
  await work.tx
    .insert(slackPosts)
    .values({ key, kind: 'event', ticketId, threadId, ...replied, ...post })
    .onConflictDoNothing()
}

/** Whether the requester can read it in Slack, or is about to. */
export async function isInSlack(db: Reader, message: MessageId): Promise<boolean> {
  const [post] = await db
    .select({ id: slackPosts.id })
    .from(slackPosts)
    .where(eq(slackPosts.key, keyOf(message)))
  return post !== undefined
}

/** The ticket that a message answers, if it stands and its requester is answered in Slack. */
export async function slackAnswerOf(db: Reader, message: MessageId): Promise<TicketId | undefined> {
  const [found] = await db
    .select({ id: messages.ticketId })
    .from(messages)
    .innerJoin(slackThreads, eq(slackThreads.ticketId, messages.ticketId))
    .where(
      and(
        eq(messages.id, message),
        eq(messages.direction, 'outbound'),
        eq(messages.visibility, 'public'),
        isNull(messages.withdrawnAt),
        eq(slackThreads.kind, 'requester'),
      ),
    )
    .limit(1)
  return found?.id
}

/** Whether an answer was written at this very place, where its requester reads it. */
export async function wasWrittenThere(
  db: Reader,
  message: MessageId,
  { ts }: Pick<MessagePlace, 'ts'>,
): Promise<boolean> {
  const [post] = await db
    .select({ ts: slackPosts.ts })
    .from(slackPosts)
    .where(eq(slackPosts.key, keyOf(message)))
  return post?.ts === ts
}

async function hasFiles(db: Reader, message: MessageId): Promise<boolean> {
  const [file] = await db
    .select({ id: attachments.id })
    .from(attachments)
    .where(and(eq(attachments.messageId, message), eq(attachments.inline, false)))
    .limit(1)
  return file !== undefined
}

function keyOf(message: MessageId): string {
  return `answer:${message}`
}

function filesKeyOf(message: MessageId): string {
  return `files:${message}`
}

/**
 * The message whose files a post is to share: `files:77` with its requester, `files:3:77` in a thread of agents.
 * Undefined: it shares none.
 */
export function messageOfFiles(key: string): MessageId | undefined {
  const [, id] = /^files:(?:\d+:)?(\d+)$/.exec(key) ?? []
  return id === undefined ? undefined : (Number(id) as MessageId)
}
