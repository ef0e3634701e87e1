import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { MessageId, SlackThreadId, TicketId } from '#db/schema/columns.ts'
import { slackThreads } from '#db/schema/slack.ts'
import type { ChannelPlace } from './channels.ts'
import { answersInSlack } from './requests-answers.ts'
import { linkMessage, type SlackThread } from './threads.ts'

/** Remembers where it was written, so that its author can change it there. */
export async function linkWriting(
  work: Work,
  { workspaceId, channelId }: ChannelPlace,
  ts: string | undefined,
  ticketId: TicketId,
  messageId: MessageId,
): Promise<void> {
  if (ts) await linkMessage(work, { workspaceId, channelId, ts }, ticketId, messageId)
}

export async function startThread(
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

export async function moveThread(
  work: Work,
  thread: SlackThread,
  ticketId: TicketId,
): Promise<void> {
  const isTold = await answersInSlack(work.tx, ticketId)
  await work.tx
    .update(slackThreads)
    .set({ ticketId, endedAt: isTold ? work.now : null })
    .where(eq(slackThreads.id, thread.id))
}
