import { and, eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import type { SlackEventId } from '#db/schema/columns.ts'
import { slackInbox } from '#db/schema/slack.ts'
import { type MessagePlace, threadAt, turnOfThread } from './threads.ts'

const reason = 'It answers a message that is of no ticket, or that Slack has not told of yet.'

/**
 * Slack tells in any order: an answer to a message that is of no ticket ends as ignored, and is worked once the message
 * turns out to be of one, while the inbox keeps it.
 * @returns whether it is held; false: the message is of a ticket
 */
export async function holdAnswer(
  work: Work,
  id: SlackEventId,
  root: MessagePlace,
): Promise<boolean> {
  await inTurn(work, [turnOfThread(root)])
  if (await threadAt(work.tx, root)) return false
  await work.tx
    .update(slackInbox)
    .set({ state: 'ignored', reason, endedAt: work.now, heldFor: nameOf(root) })
    .where(and(eq(slackInbox.id, id), eq(slackInbox.state, 'received')))
  return true
}

/** Has worked what was told before the message that it answers. Whoever calls this has taken the turn of that thread. */
export async function hearHeldAnswers(work: Work, root: MessagePlace): Promise<void> {
  const held = await work.tx
    .update(slackInbox)
    .set({ state: 'received', attempts: 0, reason: null, endedAt: null, heldFor: null })
    .where(eq(slackInbox.heldFor, nameOf(root)))
    .returning({ id: slackInbox.id })
  for (const { id } of held) work.enqueue('slack.event', { event: id })
}

function nameOf({ workspaceId, channelId, ts }: MessagePlace): string {
  return `${workspaceId}:${channelId}:${ts}`
}
