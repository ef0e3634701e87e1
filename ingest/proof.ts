import type { Relative } from '#core/mails/relatives.ts'
import type { HeldForMail } from '#core/tickets/receive.ts'
import type { Letter } from './mail/letter.ts'

type Sent = Pick<Letter, 'author' | 'authentication'>

/** Its domain says who may write in its name, and it was not them: such a mail changes nobody's part in anything. */
export function isForged({ authentication }: Sent): boolean {
  return authentication?.dmarc === 'fail' && !authentication.proven
}

/**
 * Why a team that lets in none but proven senders does not believe one, as a sentence; null: it does. Mail of the past
 * was brought by somebody who is believed.
 */
export function whyNotBelieved(
  { author, authentication }: Sent,
  { part }: Pick<Relative, 'part'>,
  { name, acceptsUnproven }: Pick<HeldForMail['team'], 'name' | 'acceptsUnproven'>,
): string | null {
  if (acceptsUnproven || !authentication || (authentication.proven && part !== null)) return null
  const { proven, spf, dkim, dmarc } = authentication
  const doubt = proven
    ? 'Only the mailing list that it names takes part there, which proves nothing'
    : `Nothing proves that ${author?.address ?? 'its sender'} has sent it (SPF ${spf}, DKIM ${dkim}, DMARC ${dmarc})`
  return `${doubt}, and the team ${name} lets in none but proven senders (deskwire team mail --accept-unproven).`
}
