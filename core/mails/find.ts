import { and, arrayOverlaps, desc, eq, lt, type SQL } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { MailId, OutboundId } from '#db/schema/columns.ts'
import type { MailState, OutboundState } from '#db/schema/enums.ts'
import { mails, outbound } from '#db/schema/mails.ts'

interface Page {
  cursor?: string | undefined
  limit?: number
}

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
}

/** The ledger, latest first, without the bytes. */
export async function findMails(db: Reader, query: MailQuery = {}) {
  const limit = Math.min(query.limit ?? 50, 200)
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
        before(query.cursor, (id) => lt(mails.id, id as MailId)),
      ),
    )
    .orderBy(desc(mails.id))
    .limit(limit + 1)
  return page(rows, limit)
}

export async function readMail(db: Reader, id: MailId) {
  const [mail] = await db.select(shown).from(mails).where(eq(mails.id, id))
  return mail ?? refuse('not-found', { what: 'mail' })
}

/** The mail as it came, byte for byte. */
export async function readRawMail(db: Reader, id: MailId): Promise<Buffer> {
  const [mail] = await db.select({ raw: mails.raw }).from(mails).where(eq(mails.id, id))
  return mail?.raw ?? refuse('not-found', { what: 'mail' })
}

export interface OutboundQuery extends Page {
  state?: OutboundState | undefined
}

/** Mail out, latest first, without the bytes. */
export async function findOutbound(db: Reader, query: OutboundQuery = {}) {
  const limit = Math.min(query.limit ?? 50, 200)
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
        before(query.cursor, (id) => lt(outbound.id, id as OutboundId)),
      ),
    )
    .orderBy(desc(outbound.id))
    .limit(limit + 1)
  return page(rows, limit)
}

function before(cursor: string | undefined, condition: (id: number) => SQL): SQL | undefined {
  if (!cursor) return undefined
  if (!/^\d{1,9}$/.test(cursor))
    refuse('wrong-input', {
      why: 'That cursor does not belong to this list. Begin again without one.',
    })
  return condition(Number(cursor))
}

function page<Row extends { id: number }>(rows: Row[], limit: number) {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? String(items.at(-1)?.id) : null }
}
