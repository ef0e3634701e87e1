import type { Work } from '#core/app.ts'
import { blockOf } from '#core/mails/blocked-senders.ts'
import { ownAddresses } from '#core/mails/recipients.ts'
import { findRelatives } from '#core/mails/relatives.ts'
import { type Letter, sendersOf } from './mail/letter.ts'
import { aboutOurs, namedBy } from './mail/thread.ts'

/**
 * Why a mail is spam, as a sentence; null: it is none. The list of blocked senders always wins, except over our own
 * mailboxes. What fails DMARC against its domain's wish is spam whoever it seems to come from. What a filter before us
 * took for spam is spam unless somebody who takes part answers our mail with it: people expect their answers to arrive.
 */
export async function spamReason(work: Work, letter: Letter): Promise<string | null> {
  const { author, lists } = sendersOf(letter)
  const senders = [...(author ? [author] : []), ...lists]
  const block = await blockOf(work.tx, senders)
  if (block && !(await isOurs(work, author))) {
    const why = block.reason && ` (${block.reason})`
    return `Its sender is blocked by ${block.pattern}${why}.`
  }
  if (letter.forged) return letter.forged
  if (letter.spamVerdict && !(await answersUs(work, letter))) return letter.spamVerdict
  return null
}

async function isOurs({ tx }: Work, author: string | null): Promise<boolean> {
  return author !== null && (await ownAddresses(tx, [author])).size > 0
}

/** By the reply address or a Message-ID that only our mail carries. */
async function answersUs({ tx, keys }: Work, letter: Letter): Promise<boolean> {
  const relatives = await findRelatives(tx, namedBy(keys, letter), sendersOf(letter))
  const thread = aboutOurs(letter, relatives)
  return thread !== undefined && thread.part !== null
}
