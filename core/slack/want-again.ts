import { type SQL, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { slackPosts } from '#db/schema/slack.ts'

/** What has changed since it was shown. What waits already keeps its turn. */
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
    .where(which)
}
