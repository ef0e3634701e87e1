import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { slackPosts, slackThreads } from '#db/schema/slack.ts'
import { askToSend, type ChannelPlace } from './channels.ts'
import { beforeLatest, happenedSince } from './news.ts'
import { tellNews } from './tell-news.ts'
import { agentThread, endThread, startThread } from './threads.ts'
import { wantAgain } from './want-again.ts'

/**
 * Works out what Slack is to be shown of a ticket since it was told last: its card, and a post for each thing that
 * happened. Runs as often as it likes.
 * @param channel its team's; null: the team does not work in Slack
 */
export async function tellSlack(
  work: Work,
  id: TicketId,
  channel: ChannelPlace | null,
): Promise<void> {
  await inTurn(work, [`slack:${id}`])
  let thread = await agentThread(work.tx, id)
  if (thread && !isAt(thread, channel)) {
    await endThread(work, thread.id)
    await wantAgain(work, eq(slackPosts.key, `card:${thread.id}`))
    askToSend(work, thread)
    thread = undefined
  }
  if (!channel) return
  const isNew = !thread
  thread ??= await startThread(work, id, channel, await beforeLatest(work, id))
  const news = await happenedSince(work, id, thread.told)
  const last = news.at(-1)
  if (last) {
    await tellNews(work, id, thread.id, news)
    if (!isNew) await wantAgain(work, eq(slackPosts.key, `card:${thread.id}`))
    await work.tx
      .update(slackThreads)
      .set({ told: last.place })
      .where(eq(slackThreads.id, thread.id))
  }
  if (last || isNew) askToSend(work, channel)
}

function isAt(thread: ChannelPlace, channel: ChannelPlace | null): boolean {
  return thread.workspaceId === channel?.workspaceId && thread.channelId === channel.channelId
}
