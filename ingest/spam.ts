import type { blockOf } from '#core/mails/blocked-senders.ts'
import type { Relative } from '#core/mails/relatives.ts'
import type { Letter } from './mail/letter.ts'
import { aboutOurs } from './mail/thread.ts'

/**
 * Why a mail is spam, as a sentence; null: it is none. The list of blocked senders always wins. What fails DMARC against
 * its domain's wish is spam whoever it seems to come from. What a filter before us took for spam is spam unless somebody
 * who takes part answers our mail with it: people expect their answers to arrive.
 */
export function spamReason(
  letter: Letter,
  block: Awaited<ReturnType<typeof blockOf>>,
  relatives: readonly Relative[],
): string | null {
  if (block) {
    const why = block.reason && ` (${block.reason})`
    return `Its sender is blocked by ${block.pattern}${why}.`
  }
  if (letter.forged) return letter.forged
  return answersUs(letter, relatives) ? null : letter.spamVerdict
}

/** By the reply address or a Message-ID that only our mail carries. */
function answersUs(letter: Letter, relatives: readonly Relative[]): boolean {
  const part = aboutOurs(letter, relatives)?.part
  return part !== undefined && part !== null
}
