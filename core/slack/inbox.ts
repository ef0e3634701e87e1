import { and, eq, lt, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { SlackEventId } from '#db/schema/columns.ts'
import type { SlackEventState } from '#db/schema/enums.ts'
import { slackInbox } from '#db/schema/slack.ts'

/** What Slack told us, whose signature holds. */
export interface Told {
  key: string // Slack's own name for it, the same however often it is told.
  kind: string
  payload: Record<string, unknown>
}

export interface KeptEvent extends Told {
  id: SlackEventId
}

/** An event whose working was begun this often and never ended is given up, so that it cannot block the rest. */
const maxBegun = 5
const keptDays = 30

/**
 * Keeps what Slack told us, each once, in one statement. Somebody must ask for it to be worked.
 * @returns in the place of each what was kept; undefined: we were told before
 */
export async function keepEvents(
  work: Work,
  told: readonly Told[],
): Promise<(KeptEvent | undefined)[]> {
  const byKey = new Map(told.map((one) => [one.key, one]))
  // In one order, so that no two who keep the same wait for each other.
  const rows = [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
  const kept = await work.tx.execute<{ id: SlackEventId; key: string }>(sql`
    insert into slack_inbox (key, kind, payload, received_at)
    select key, kind, payload, ${work.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told (key text, kind text, payload jsonb)
    on conflict do nothing returning id, key`)
  const ids = new Map(kept.map(({ id, key }) => [key, id]))
  return told.map((one) => {
    const id = ids.get(one.key)
    return id !== undefined && byKey.get(one.key) === one ? { ...one, id } : undefined
  })
}

/**
 * Keeps an event together with the job that works it.
 * @param patienceSeconds how long the job waits, where somebody else works it at once
 */
export async function keepEvent(
  work: Work,
  told: Told,
  patienceSeconds = 0,
): Promise<KeptEvent | undefined> {
  const [kept] = await keepEvents(work, [told])
  const startAfter = new Date(work.now.getTime() + patienceSeconds * 1000)
  if (kept) work.enqueue('slack.event', { event: kept.id }, patienceSeconds ? { startAfter } : {})
  return kept
}

/** Counts a working before it begins. Undefined: it has ended meanwhile, or is given up now. */
export async function beginEvent(work: Work, id: SlackEventId): Promise<KeptEvent | undefined> {
  const [event] = await work.tx
    .update(slackInbox)
    .set({ attempts: sql`${slackInbox.attempts} + 1` })
    .where(and(eq(slackInbox.id, id), eq(slackInbox.state, 'received')))
    .returning()
  if (!event || event.attempts <= maxBegun) return event
  const reason = `Working it was begun ${maxBegun} times and never ended. It is kept, and can be replayed.`
  await concludeEvent(work, id, 'failed', reason)
  return undefined
}

export async function concludeEvent(
  work: Work,
  id: SlackEventId,
  state: Exclude<SlackEventState, 'received'>,
  reason: string | null = null,
): Promise<void> {
  await work.tx
    .update(slackInbox)
    .set({ state, reason, endedAt: work.now })
    .where(and(eq(slackInbox.id, id), eq(slackInbox.state, 'received')))
}

/** It went wrong: whether it was given up, or shall be tried again. */
export async function failEvent(work: Work, id: SlackEventId, reason: string): Promise<boolean> {
  const [event] = await work.tx
    .update(slackInbox)
    .set({ reason })
    .where(and(eq(slackInbox.id, id), eq(slackInbox.state, 'received')))
    .returning({ attempts: slackInbox.attempts })
  if (!event) return true
  if (event.attempts >= maxBegun) await concludeEvent(work, id, 'failed', reason)
  return event.attempts >= maxBegun
}

/**
 * Asks for events that nobody has asked for, as after a crash between an answer and its job, and forgets those that
 * ended well a month ago.
 */
export async function sweepEvents(work: Work): Promise<void> {
  const ago = (seconds: number) => new Date(work.now.getTime() - seconds * 1000)
  const isAskedFor = sql`exists (select from pgboss.job where name = 'slack.event'
    and state < 'completed' and data ->> 'event' = ${slackInbox.id}::text)`
  const left = await work.tx
    .select({ id: slackInbox.id })
    .from(slackInbox)
    .where(
      and(
        eq(slackInbox.state, 'received'),
        lt(slackInbox.receivedAt, ago(10)),
        sql`not ${isAskedFor}`,
      ),
    )
    .orderBy(slackInbox.id)
    .limit(1000)
  for (const { id } of left) work.enqueue('slack.event', { event: id })
  await work.tx
    .delete(slackInbox)
    .where(
      and(
        sql`${slackInbox.state} in ('done', 'ignored')`,
        lt(slackInbox.receivedAt, ago(keptDays * 86_400)),
      ),
    )
}
