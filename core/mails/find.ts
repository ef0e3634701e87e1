import { and, arrayOverlaps, desc, eq, lt } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { endedWith, type Page, pageOf, pageSize } from '#core/page.ts'
import { refuse } from '#core/refusal.ts'
import type { MailId, OutboundId } from '#db/schema/columns.ts'
import type { MailState, OutboundState } from '#db/schema/enums.ts'
import { mails, outbound } from '#db/schema/mails.ts'
import { requireBytes } from './replay.ts'

export interface MailQuery extends Page {
  messageId?: string | undefined // With or without brackets.
  recipient?: string | undefined
  state?: MailState | undefined
}

const shown = {
  id: mails.id,
  receivedAt: mails.receivedAt,
  door: mails.door,
  envelopeFrom: mails.envelopeFrom,
  envelopeTo: mails.envelopeTo,
  size: mails.size,
  state: mails.state,
  reason: mails.reason,
  attempts: mails.attempts,
  headerMessageId: mails.headerMessageId,
  sender: mails.sender,
  subject: mails.subject,
  ticketId: mails.ticketId,
  messageId: mails.messageId,
  authentication: mails.authentication,
  bounce: mails.bounce,
  expungedAt: mails.expungedAt, // Null: its bytes are here.
}

/** The ledger, latest first, without the bytes. */
export async function findMails(db: Reader, query: MailQuery = {}) {
  const limit = pageSize(query)
  const last = endedWith(query)
  const rows = await db
    .select(shown)
    .from(mails)
    .where(
      and(
        query.messageId
          ? eq(mails.headerMessageId, query.messageId.replace(/^<|>$/g, ''))
          : undefined,
        query.recipient
          ? arrayOverlaps(mails.envelopeTo, [query.recipient, query.recipient.toLowerCase()])
          : undefined,
        query.state ? eq(mails.state, query.state) : undefined,
        last ? lt(mails.id, last as MailId) : undefined,
      ),
    )
    .orderBy(desc(mails.id))
    .limit(limit + 1)
  return pageOf(rows, limit)
}

export async function readMail(db: Reader, id: MailId) {
  const [mail] = await db.select(shown).from(mails).where(eq(mails.id, id))
  return mail ?? refuse('not-found', { what: 'mail' })
}

/** The mail as it came, byte for byte. */
export async function readRawMail(db: Reader, id: MailId): Promise<Buffer> {
  const [mail] = await db
    .select({ raw: mails.raw, expungedAt: mails.expungedAt })
    .from(mails)
    .where(eq(mails.id, id))
  requireBytes(id, mail?.expungedAt ?? null)
  return mail?.raw ?? refuse('not-found', { what: 'mail' })
}

export interface OutboundQuery extends Page {
  state?: OutboundState | undefined
}

/** Mail out, latest first, without the bytes. */
export async function findOutbound(db: Reader, query: OutboundQuery = {}) {
  const limit = pageSize(query)
  const last = endedWith(query)
  const rows = await db
    .select({
      id: outbound.id,
      ticketId: outbound.ticketId,
      messageId: outbound.headerMessageId,
      to: outbound.to,
      cc: outbound.cc,
      state: outbound.state,
      attempts: outbound.attempts,
      reason: outbound.reason,
      notBefore: outbound.notBefore,
      sentAt: outbound.sentAt,
    })
    .from(outbound)
    .where(
      and(
        query.state ? eq(outbound.state, query.state) : undefined,
        last ? lt(outbound.id, last as OutboundId) : undefined,
      ),
    )
    .orderBy(desc(outbound.id))
    .limit(limit + 1)
  return pageOf(rows, limit)
}
