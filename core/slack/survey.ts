import { and, desc, eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import { slackPosts } from '#db/schema/slack.ts'
import { askToSend } from './channels.ts'
import { requesterThread } from './threads.ts'

/** Asks in the thread of a requester how it went, once; whoever asked by mail is asked by mail. */
export async function askInSlack(work: Work, ticketId: TicketId): Promise<void> {
  const thread = await requesterThread(work.tx, ticketId)
  const [asked] = await work.tx
    .select({ place: events.place })
    .from(events)
    .where(and(eq(events.chain, `ticket:${ticketId}`), eq(events.kind, 'survey_asked')))
    .orderBy(desc(events.place))
    .limit(1)
  if (!thread || !asked) return
  await work.tx
    .insert(slackPosts)
    .values({
      key: `survey:${ticketId}`,
      kind: 'event',
      ticketId,
      threadId: thread.id,
      place: asked.place,
      state: 'waiting',
      wantedAt: work.now,
    })
    .onConflictDoNothing()
  askToSend(work, thread)
}
