import { and, eq, gt, inArray, isNotNull, or } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import type { KeyRing } from '#core/key-ring.ts'
import { storable } from '#core/storable.ts'
import { answerFailed } from '#core/tickets/first-response.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import type { MessageId, OutboundId, TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { verifyReturnPath } from './reply-token.ts'
import { suppressAddress } from './suppressions.ts'

/**
 * The mail of ours that a bounce is about: by the return path it came to, which nobody else can know, else by the
 * Message-ID it quotes. Undefined: none of ours.
 * @param recipients every address the bounce was sent to, of the envelope and the header
 * @param messageIds without brackets, the likeliest first
 */
export async function findBounced(
  db: Reader,
  keys: KeyRing,
  { recipients, messageIds }: { recipients: readonly string[]; messageIds: readonly string[] },
): Promise<OutboundId | undefined> {
  for (const address of recipients) {
    const id = verifyReturnPath(keys, address)
    if (id) return id
  }
  if (messageIds.length === 0) return undefined
  const rows = await db
    .select({ id: outbound.id, name: outbound.headerMessageId })
    .from(outbound)
    .where(inArray(outbound.headerMessageId, messageIds.slice(0, 50)))
  return messageIds.flatMap((name) => rows.find((row) => row.name === name)?.id ?? []).at(0)
}

/** What a bounce says about one mail of ours. A notice of delay is none: it may still arrive. */
interface BounceOf {
  outboundId: OutboundId
  recipients: readonly string[] // Those it says were not reached.
  status: string | null // x.y.z of RFC 3463; null: it does not say.
  hard: boolean | null // Writing there again is hopeless; null: it cannot be told, so its status decides.
  reason: string // In words.
}

/**
 * Writes down that a mail came back: on the mail, on its ticket, which goes back to its owner's list, and for the
 * addresses that will never take one. Only those the mail went to can be suppressed by it, whatever it names: whoever
 * got a mail can forge a bounce of it; and each of them is news once, however many bounces come. Undefined: that mail cannot have bounced, so the bounce is a forgery.
 */
export async function recordBounce(
  work: Work,
  { outboundId, recipients, status, hard, reason }: BounceOf,
): Promise<{ ticketId: TicketId; messageId: MessageId } | undefined> {
  const [mail] = await work.tx
    .select()
    .from(outbound)
    .where(and(eq(outbound.id, outboundId), isNotNull(outbound.raw), mayHaveArrived()))
    .for('update')
  if (!mail) return undefined
  const failed = failedOf([...mail.to, ...mail.cc], recipients)
  const why = storable([status, reason].filter(Boolean).join(' '), 500)
  const isHopeless = hard ?? status?.startsWith('5') ?? false
  if (isHopeless) for (const address of failed) await suppressAddress(work, address, why)
  const { ticketId, messageId } = mail
  const again = mail.state === 'bounced'
  if (again && failed.every((address) => mail.bouncedTo.includes(address)))
    return { ticketId, messageId }
  const said = `${failed.join(', ') || 'A recipient'}: ${why}`
  await work.tx
    .update(outbound)
    .set({
      state: 'bounced',
      sentAt: mail.sentAt ?? work.now,
      lockedUntil: null,
      reason: again ? `${mail.reason} ${said}` : said,
      bounceStatus: status,
      bouncedTo: [...new Set([...mail.bouncedTo, ...failed])],
    })
    .where(eq(outbound.id, mail.id))
  if (mail.kind === 'reply') {
    const ticket = await holdTicket(work, ticketId, { deleted: true })
    const details = { messageId, recipients: failed, status, reason: said }
    await answerFailed(work, ticket, 'undelivered', details)
  }
  return { ticketId, messageId }
}

/** Handed to the relay, or perhaps so: the line may have broken after its last byte. */
function mayHaveArrived() {
  return or(
    inArray(outbound.state, ['sending', 'sent', 'bounced']),
    and(eq(outbound.state, 'queued'), gt(outbound.attempts, 0)),
  )
}

/** Mail that was forwarded bounces from an address we never wrote to: with one recipient it is clear whose it was. */
function failedOf(sentTo: readonly string[], named: readonly string[]): string[] {
  const failed = new Set(named.map((address) => address.toLowerCase()))
  const ours = sentTo.filter((address) => failed.has(address.toLowerCase()))
  return ours.length === 0 && sentTo.length === 1 ? [...sentTo] : ours
}
