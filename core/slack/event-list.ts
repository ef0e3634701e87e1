import { and, desc, eq, getTableColumns, lt } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import type { SlackEventId } from '#db/schema/columns.ts'
import type { SlackEventState } from '#db/schema/enums.ts'
import { slackInbox } from '#db/schema/slack.ts'

/** Gives an event that failed another five tries. It had no effect, so it has its effect once. For admins. */
export async function replayEvent(work: Work, id: SlackEventId): Promise<void> {
  requireManager(work, null)
  const [event] = await work.tx
    .update(slackInbox)
    .set({ state: 'received', attempts: 0, reason: null, endedAt: null })
    .where(and(eq(slackInbox.id, id), eq(slackInbox.state, 'failed')))
    .returning({ kind: slackInbox.kind })
  if (!event) refuse('not-found', { what: 'failed Slack event' })
  work.enqueue('slack.event', { event: id })
  await recordDesk(work, 'slack', 'events', 'slack_event_replayed', { id, kind: event.kind })
}

interface EventQuery {
  state?: SlackEventState | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** Latest first, without what was said in them. */
export async function findEvents(db: Reader, { state, cursor, limit: wanted = 50 }: EventQuery) {
  if (cursor && !/^\d{1,9}$/.test(cursor))
    refuse('wrong-input', {
      why: 'That cursor does not belong to this list. Begin again without one.',
    })
  const limit = Math.min(wanted, 200)
  const { payload: _, heldFor: __, ...shown } = getTableColumns(slackInbox)
  const rows = await db
    .select(shown)
    .from(slackInbox)
    .where(
      and(
        state && eq(slackInbox.state, state),
        cursor ? lt(slackInbox.id, Number(cursor) as SlackEventId) : undefined,
      ),
    )
    .orderBy(desc(slackInbox.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? String(items.at(-1)?.id) : null }
}
