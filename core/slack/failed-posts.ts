import { and, desc, eq } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import type { SlackPostId } from '#db/schema/columns.ts'
import { slackChannels, slackPosts, slackThreads } from '#db/schema/slack.ts'
import { askToSend } from './channels.ts'
import { inDeleted } from './deleted-channels.ts'

/** What Slack did not take, latest first, with what to do about it. */
export function failedPosts(db: Reader) {
  return db
    .select({
      id: slackPosts.id,
      kind: slackPosts.kind,
      ticketId: slackPosts.ticketId,
      channel: slackChannels.name,
      reason: slackPosts.reason,
    })
    .from(slackPosts)
    .innerJoin(slackThreads, eq(slackThreads.id, slackPosts.threadId))
    .innerJoin(
      slackChannels,
      and(
        eq(slackChannels.workspaceId, slackThreads.workspaceId),
        eq(slackChannels.id, slackThreads.channelId),
      ),
    )
    .where(eq(slackPosts.state, 'failed'))
    .orderBy(desc(slackPosts.id))
    .limit(200)
}

/** Posts again what Slack did not take, once its reason is gone. For admins. */
export async function retryPost(work: Work, id: SlackPostId): Promise<void> {
  requireManager(work, null)
  const [post] = await work.tx
    .update(slackPosts)
    .set({ state: 'waiting', attempts: 0, reason: null, wantedAt: work.now })
    .where(and(eq(slackPosts.id, id), eq(slackPosts.state, 'failed')))
    .returning({ key: slackPosts.key, threadId: slackPosts.threadId })
  const [thread] = post
    ? await work.tx.select().from(slackThreads).where(eq(slackThreads.id, post.threadId))
    : []
  if (!post || !thread) refuse('not-found', { what: 'failed post' })
  const [gone] = await inDeleted(work, eq(slackThreads.id, thread.id))
  if (gone)
    refuse('wrong-input', {
      why: 'Its channel was deleted in Slack. Give the team another one; open tickets come there by themselves.',
    })
  askToSend(work, thread)
  await recordDesk(work, 'slack', 'posts', 'slack_post_retried', { post: post.key })
}
