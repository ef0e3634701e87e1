import type { Work } from '#core/app.ts'
import { findBounced, recordBounce } from '#core/mails/bounced.ts'
import type { Conclusion } from '#core/mails/conclude.ts'
import type { Letter } from './mail/letter.ts'

/** Puts a bounce to the mail of ours that came back. A notice of delay does nothing: it may still arrive. */
export async function placeBounce(
  work: Work,
  { classified: { bounce, reason }, recipients }: Pick<Letter, 'classified' | 'recipients'>,
): Promise<Conclusion> {
  if (!bounce) throw new Error('A mail that is no bounce was taken for one')
  if (bounce.delayed) return without(reason, 'What it is about may still arrive.')
  const messageIds = bounce.originalMessageIds
  const outboundId = await findBounced(work.tx, work.keys, { recipients, messageIds })
  if (!outboundId) return without(reason, 'It is about no mail that this desk knows.')
  const said = bounce.said || 'The mail system that returned it gave no reason.'
  const of = await recordBounce(work, { ...bounce, outboundId, reason: said })
  if (!of) return without(reason, 'It is a forgery: the mail it is about has not left this desk.')
  return {
    state: 'bounce',
    reason: `${reason} It is about a mail of ticket #${of.ticketId}.`,
    ...of,
  }
}

function without(reason: string, why: string): Conclusion {
  return { state: 'bounce', reason: `${reason} ${why} It has no effect.` }
}
