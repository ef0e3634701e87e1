import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { read } from '#core/app.ts'
import type { ClaimedPost } from '#core/slack/claim-post.ts'
import { readLink, readSaid, type Said } from '#core/slack/facts.ts'
import { wasMeantToBeSent } from '#core/slack/keep-unsent.ts'
import { isInSlack } from '#core/slack/requests-answers.ts'
import { errorCode } from './outcome.ts'

/**
 * Shows by a reaction what became of a message that was written in Slack. Returns what stands on it now. The old one
 * goes first, so that no two ever stand there; where nobody knows how an attempt ended, any other may be there.
 */
export async function showReceipt(
  bot: Bot,
  client: WebClient,
  { post, uncertainSince }: ClaimedPost,
): Promise<string | null> {
  const { messageId } = post
  const { link, said, ...so } = await read(bot.app, null, async (db) => ({
    link: messageId ? await readLink(db, messageId) : undefined,
    said: messageId ? await readSaid(db, messageId) : undefined,
    isPosted: messageId ? await isInSlack(db, messageId) : false,
    isUnsent: messageId ? await wasMeantToBeSent(db, post.ticketId, messageId) : false,
  }))
  if (!link || !said || said.deletedAt) return null
  const wanted = receiptOf(said, so)
  if (wanted === link.receipt && !uncertainSince) return wanted
  const place = { channel: link.channelId, timestamp: link.ts }
  const others = uncertainSince ? all : new Set([link.receipt])
  for (const name of others)
    if (name && name !== wanted)
      await allowing('no_reaction', client.reactions.remove({ ...place, name }))
  await allowing('already_reacted', client.reactions.add({ ...place, name: wanted }))
  return wanted
}

const noted = 'lock'

const receipts = {
  queued: 'clock3',
  scheduled: 'clock3',
  sending: 'clock3',
  sent: 'email',
  failed: 'warning',
  bounced: 'warning',
  cancelled: 'leftwards_arrow_with_hook',
} as const

const all = new Set([noted, ...Object.values(receipts)])

/** What goes to Slack alone has no mail that tells. A note that was meant to be sent has a warning. */
function receiptOf(
  { visibility, delivery, withdrawnAt }: Said,
  { isPosted, isUnsent }: { isPosted: boolean; isUnsent: boolean },
): string {
  if (visibility === 'internal') return isUnsent ? receipts.failed : noted
  if (withdrawnAt) return receipts.cancelled
  return receipts[delivery?.state ?? (isPosted ? 'sent' : 'queued')]
}

async function allowing(error: string, call: Promise<unknown>): Promise<void> {
  await call.catch((thrown: unknown) => {
    if (errorCode(thrown) !== error) throw thrown
  })
}
