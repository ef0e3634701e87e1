import { and, eq, notExists, type SQL, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { slackPosts, slackThreads } from '#db/schema/slack.ts'
import { inDeleted } from './deleted-channels.ts'

/** What has changed since it was shown, where that can be said. What waits already keeps its turn. */
export async function wantAgain(work: Work, which: SQL | undefined): Promise<void> {
  await work.tx
    .update(slackPosts)
    .set({
      wanted: sql`${slackPosts.wanted} + 1`,
      wantedAt: sql`case when ${slackPosts.state} = 'waiting' then ${slackPosts.wantedAt}
        else ${work.now.toISOString()}::timestamptz end`,
      state: 'waiting',
      attempts: 0,
      reason: null,
    })
    .where(and(which, notExists(inDeleted(work, eq(slackThreads.id, slackPosts.threadId)))))
}
