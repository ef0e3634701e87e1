import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { asDesk, type Work } from '#core/app.ts'
import { firstTime, inTurn } from '#core/once.ts'
import { openTicket } from '#core/tickets/open.ts'
import { takePart } from '#core/tickets/participants.ts'
import { holdForMore, receiveMessage } from '#core/tickets/receive.ts'
import { changeTicket, holdTicket } from '#core/tickets/ticket.ts'
import type { Writing } from '#core/tickets/writing.ts'
import type { PersonId, SlackThreadId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { TicketPriority } from '#db/schema/enums.ts'
import { slackPosts, slackThreads } from '#db/schema/slack.ts'
import { tickets } from '#db/schema/tickets.ts'
import { askToSend, type ChannelPlace } from './channels.ts'
import { answersInSlack } from './requests-answers.ts'
import { type MessagePlace, type SlackThread, threadAt } from './threads.ts'

/** What somebody asks in Slack. */
export interface SlackRequest {
  requester: PersonId
  teamId: TeamId
  subject: string
  priority?: TicketPriority | undefined
  said: Writing
}

/** Messages by one person so close together are one request. */
const togetherSeconds = 120

/**
 * Opens a ticket for a message in Slack, once, whoever points at it and however often. The thread under the message is
 * the requester's from then on.
 * @param joins whether it may go on with what the same person asked in that channel just before
 */
export async function askAt(
  work: Work,
  place: MessagePlace,
  request: SlackRequest,
  { joins = false } = {},
): Promise<{ ticketId: TicketId; isNew: boolean }> {
  const { workspaceId, channelId, ts } = place
  const turns = [`slack-request:${workspaceId}:${channelId}:${ts}`]
  if (joins) turns.push(`slack-requests:${workspaceId}:${channelId}:${request.requester}`)
  await inTurn(work, turns)
  const before = await asDesk(work, () => threadAt(work.tx, place))
  if (before) return { ticketId: before.ticketId, isNew: false }
  const near = joins ? await askedNear(work, place, request.requester) : undefined
  const held = near && (await holdForMore(work, near))
  if (!held?.takesMore) return { ticketId: await open(work, place, place.ts, request), isNew: true }
  await receiveMessage(work, held.ticket, inbound(request.requester, request.said))
  // Answers stand under the first one, while it is there; what is written under the others is heard.
  const endedAt = (await answersInSlack(work.tx, held.ticket.id)) ? work.now : null
  await startThread(work, held.ticket.id, place, { ts, endedAt })
  return { ticketId: held.ticket.id, isNew: false }
}

/** Opens a ticket that no message in Slack asks for: it is told to its requester, who can answer there. */
export async function askIn(
  work: Work,
  channel: ChannelPlace,
  request: SlackRequest,
): Promise<TicketId> {
  return open(work, channel, null, request)
}

async function open(
  work: Work,
  channel: ChannelPlace,
  ts: string | null,
  { requester: personId, said, ...about }: SlackRequest,
): Promise<TicketId> {
  const { ticketId } = await openTicket(work, {
    subject: about.subject,
    teamId: about.teamId,
    ...(about.priority && { priority: about.priority }),
    requester: { personId, address: null },
    first: inbound(personId, said),
  })
  const threadId = await startThread(work, ticketId, channel, { ts })
  const post = ts
    ? ({ key: `opened:${ticketId}`, kind: 'event', place: 1 } as const)
    : ({ key: `card:${threadId}`, kind: 'card' } as const)
  await work.tx
    .insert(slackPosts)
    .values({ ...post, ticketId, threadId, state: 'waiting', wantedAt: work.now })
  askToSend(work, channel)
  return ticketId
}

/**
 * Hears what somebody writes in the thread of a requester, once for a place. A ticket that takes no more is followed by
 * a new one, and the thread goes on with that.
 */
export async function hearMore(
  work: Work,
  thread: SlackThread,
  place: MessagePlace,
  author: PersonId,
  said: Writing,
): Promise<void> {
  const { workspaceId, channelId, ts } = place
  if (!(await firstTime(work, `slack:message:${workspaceId}:${channelId}:${ts}`))) return
  const held = await holdForMore(work, thread.ticketId)
  if (!held) return // Deleted: nobody waits for it.
  const { ticket } = held
  const isRequester = author === ticket.requesterId
  if (held.takesMore) {
    await takePart(work, ticket.id, author, null, isRequester ? 'requester' : 'cc')
    await receiveMessage(work, ticket, inbound(author, said))
    if (ticket.id !== thread.ticketId) await moveThread(work, thread, ticket.id)
    return
  }
  const { ticketId } = await openTicket(work, {
    subject: ticket.subject,
    teamId: ticket.teamId,
    requester: { personId: ticket.requesterId, address: null },
    follows: ticket.id,
    first: inbound(author, said),
  })
  if (!isRequester) await takePart(work, ticketId, author, null, 'cc')
  await moveThread(work, thread, ticketId)
  await work.tx.insert(slackPosts).values({
    key: `opened:${ticketId}`,
    kind: 'event',
    place: 1,
    ticketId,
    threadId: thread.id,
    state: 'waiting',
    wantedAt: work.now,
  })
  askToSend(work, thread)
}

/** "Not a request": out of everything, and restored as whatever else was deleted. By whoever may say so. */
export async function discardRequest(work: Work, id: TicketId): Promise<void> {
  const ticket = await holdTicket(work, id, { deleted: true })
  if (ticket.deletedAt) return
  await asDesk(work, () =>
    changeTicket(work, ticket, 'deleted', { deletedAt: work.now }, { reason: 'not a request' }),
  )
}

function inbound(authorId: PersonId, { text, html, files = [] }: Writing) {
  return {
    channel: 'slack' as const,
    direction: 'inbound' as const,
    visibility: 'public' as const,
    authorId,
    text,
    html: html ?? null,
    attachments: files,
  }
}

async function startThread(
  work: Work,
  ticketId: TicketId,
  { workspaceId, channelId }: ChannelPlace,
  about: Pick<typeof slackThreads.$inferInsert, 'ts' | 'endedAt'>,
): Promise<SlackThreadId> {
  const [thread] = await work.tx
    .insert(slackThreads)
    .values({
      ticketId,
      kind: 'requester',
      workspaceId,
      channelId,
      told: 0,
      startedAt: work.now,
      ...about,
    })
    .returning({ id: slackThreads.id })
  if (!thread) throw new Error('Postgres returned no row for a new thread')
  return thread.id
}

async function moveThread(work: Work, thread: SlackThread, ticketId: TicketId): Promise<void> {
  const isTold = await answersInSlack(work.tx, ticketId)
  await work.tx
    .update(slackThreads)
    .set({ ticketId, endedAt: isTold ? work.now : null })
    .where(eq(slackThreads.id, thread.id))
}

/** By the time of what was written: it may be read late, and in any order. */
async function askedNear(work: Work, { workspaceId, channelId, ts }: MessagePlace, by: PersonId) {
  const apart = sql`abs(${slackThreads.ts}::numeric - ${ts}::numeric)`
  const [near] = await work.tx
    .select({ ticketId: slackThreads.ticketId })
    .from(slackThreads)
    .innerJoin(tickets, eq(tickets.id, slackThreads.ticketId))
    .where(
      and(
        eq(slackThreads.workspaceId, workspaceId),
        eq(slackThreads.channelId, channelId),
        eq(slackThreads.kind, 'requester'),
        eq(tickets.requesterId, by),
        isNull(tickets.deletedAt),
        sql`${apart} <= ${togetherSeconds}`,
      ),
    )
    .orderBy(desc(slackThreads.id))
    .limit(1)
  return near?.ticketId
}
