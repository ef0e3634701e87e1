import { and, eq, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import { receipts } from '#db/schema/people.ts'
import { slackInbox, slackLinks } from '#db/schema/slack.ts'
import { type MessagePlace, turnOf } from './threads.ts'

/** What is kept of a message that was written in Slack, and where it stands there. */
export type SlackLink = typeof slackLinks.$inferSelect

/** An edit in Slack. */
export interface EditMark {
  ts: string // Slack's `edited.ts`, which sorts as text: of two edits the later one counts.
  told: string // The key under which the inbox keeps it.
}

/** What was written at a place in Slack; undefined: nothing that we have heard. */
export async function linkAt(db: Reader, place: MessagePlace): Promise<SlackLink | undefined> {
  const [link] = await db
    .select()
    .from(slackLinks)
    .where(
      and(
        eq(slackLinks.workspaceId, place.workspaceId),
        eq(slackLinks.channelId, place.channelId),
        eq(slackLinks.ts, place.ts),
      ),
    )
  return link
}

/** As above. Of a message that has not been heard yet, the latest edit is held until it is. */
export async function linkOrHold(
  work: Work,
  place: MessagePlace,
  edit: EditMark,
): Promise<SlackLink | undefined> {
  await inTurn(work, [turnOf(place)])
  const link = await linkAt(work.tx, place)
  if (link) return link
  const result = JSON.stringify(edit)
  await work.tx
    .insert(receipts)
    .values({ key: heldKey(place), at: work.now, result })
    .onConflictDoUpdate({
      target: receipts.key,
      set: { result },
      setWhere: sql`${receipts.result}::json ->> 'ts' < ${edit.ts}`,
    })
  return undefined
}

/** What Slack told of the edit that came before its message; undefined: none did. */
export async function heldEdit(db: Reader, place: MessagePlace) {
  const [held] = await db
    .select({ edit: receipts.result })
    .from(receipts)
    .where(eq(receipts.key, heldKey(place)))
  if (!held?.edit) return undefined
  const { told }: EditMark = JSON.parse(held.edit)
  return toldAs(db, told)
}

/** What Slack told under a key; undefined: that was so long ago that it is forgotten. */
export async function toldAs(db: Reader, key: string) {
  const [told] = await db.select().from(slackInbox).where(eq(slackInbox.key, key))
  return told
}

function heldKey({ workspaceId, channelId, ts }: MessagePlace): string {
  return `slack:edit:${workspaceId}:${channelId}:${ts}`
}
