import { and, asc, desc, eq, gt, inArray, lt } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import { outbound } from '#db/schema/mails.ts'
import { attachments, messages } from '#db/schema/messages.ts'
import { agents, people } from '#db/schema/people.ts'
import { metadata } from '#db/schema/tickets.ts'

interface Page {
  after?: number // The id that the last page ended with.
  limit?: number
}

/** What was said, oldest first, with who said it, its files, and how its mail fares. Taken-back replies are left out. */
export async function readConversation(db: Reader, id: TicketId, { after = 0, limit = 200 }: Page = {}) {
  const rows = await db
    .select({
      message: messages,
      author: { id: people.id, name: people.name },
      agentId: agents.personId,
      delivery: { id: outbound.id, state: outbound.state, reason: outbound.reason, notBefore: outbound.notBefore, to: outbound.to, cc: outbound.cc },
    })
    .from(messages)
    .leftJoin(people, eq(people.id, messages.authorId))
    .leftJoin(agents, eq(agents.personId, messages.authorId))
    .leftJoin(outbound, eq(outbound.messageId, messages.id))
    .where(and(eq(messages.ticketId, id), gt(messages.id, after as MessageId)))
    .orderBy(asc(messages.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const files = await filesOf(db, page.map((row) => row.message.id))
  return {
    items: page
      .filter((row) => row.message.withdrawnAt === null)
      .map(({ message: { search: _, ...said }, ...row }) => ({
        ...said,
        author: row.author,
        byAgent: row.agentId !== null,
        delivery: row.delivery,
        attachments: files.get(said.id) ?? [],
      })),
    next: rows.length > limit ? String(page.at(-1)?.message.id) : null,
  }
}

export type Said = Awaited<ReturnType<typeof readConversation>>['items'][number]

async function filesOf(db: Reader, ids: MessageId[]) {
  if (ids.length === 0) return new Map<MessageId, (typeof attachments.$inferSelect)[]>()
  const rows = await db
    .select()
    .from(attachments)
    .where(inArray(attachments.messageId, ids))
    .orderBy(asc(attachments.id))
  return Map.groupBy(rows, (file) => file.messageId)
}

/** What happened, latest first: timeline and audit trail of one ticket. */
export async function readTimeline(db: Reader, id: TicketId, { after, limit = 100 }: Page = {}) {
  const rows = await db
    .select({
      id: events.id,
      kind: events.kind,
      via: events.via,
      ip: events.ip,
      details: events.details,
      at: events.at,
      actor: { id: people.id, name: people.name },
    })
    .from(events)
    .leftJoin(people, eq(people.id, events.actorId))
    .where(and(eq(events.ticketId, id), after ? lt(events.id, after) : undefined))
    .orderBy(desc(events.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? String(items.at(-1)?.id) : null }
}

export async function readMetadata(db: Reader, id: TicketId): Promise<Record<string, string>> {
  const rows = await db.select().from(metadata).where(eq(metadata.ticketId, id))
  return Object.fromEntries(rows.map((row) => [row.key, row.value]))
}
