import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { findEvents } from '#core/audit/find.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { attachments, messages, messageVersions } from '#db/schema/messages.ts'
import { agents, people } from '#db/schema/people.ts'
import { metadata } from '#db/schema/tickets.ts'
import { partsOf } from './merged.ts'

interface Page {
  after?: number // The id that the last page ended with.
  limit?: number | undefined
}

/**
 * What was said, oldest first, with who said it, its files, and how its mail fares. Taken-back replies are left out; of
 * what its author has removed nothing is left but that it was there.
 */
export async function readConversation(
  db: Reader,
  id: TicketId,
  { after = 0, limit = 200 }: Page = {},
) {
  const parts = await partsOf(db, id)
  const rows = await db
    .select({
      message: messages,
      author: { id: people.id, name: people.name },
      agentId: agents.personId,
      delivery: {
        id: outbound.id,
        state: outbound.state,
        reason: outbound.reason,
        notBefore: outbound.notBefore,
        to: outbound.to,
        cc: outbound.cc,
        bouncedTo: outbound.bouncedTo,
      },
    })
    .from(messages)
    .leftJoin(people, eq(people.id, messages.authorId))
    .leftJoin(agents, eq(agents.personId, messages.authorId))
    .leftJoin(outbound, and(eq(outbound.messageId, messages.id), isNull(outbound.replacedById)))
    .where(and(inArray(messages.ticketId, parts), gt(messages.id, after as MessageId)))
    .orderBy(asc(messages.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const ids = page.filter((row) => !row.message.deletedAt).map((row) => row.message.id)
  const files = await filesOf(db, ids)
  const edited = page.filter((row) => row.message.editedAt && !row.message.deletedAt)
  const versions = await versionsOf(
    db,
    edited.map((row) => row.message.id),
  )
  return {
    items: page
      .filter((row) => row.message.withdrawnAt === null)
      .map(({ message: { search: _, ...said }, ...row }) => ({
        ...said,
        author: row.author,
        // What only calls itself an agent's came in as anybody's.
        byAgent: row.agentId !== null && said.direction === 'outbound',
        delivery: row.delivery,
        attachments: files.get(said.id) ?? [],
        versions: versions.get(said.id) ?? [],
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

/** What messages said before each of their edits, oldest first. */
async function versionsOf(db: Reader, ids: MessageId[]) {
  if (ids.length === 0) return new Map<MessageId, (typeof messageVersions.$inferSelect)[]>()
  const rows = await db
    .select()
    .from(messageVersions)
    .where(inArray(messageVersions.messageId, ids))
    .orderBy(asc(messageVersions.version))
  return Map.groupBy(rows, (version) => version.messageId)
}

/** What happened, latest first: timeline and audit trail of one ticket. */
export function readTimeline(db: Reader, id: TicketId, { after, limit }: Page = {}) {
  return findEvents(db, { ticketId: id, cursor: after ? String(after) : undefined, limit })
}

export async function readMetadata(db: Reader, id: TicketId): Promise<Record<string, string>> {
  return (await readFields(db, [id])).get(id) ?? {}
}

/** The free facts of several tickets at once; those without any are not in the map. */
export async function readFields(
  db: Reader,
  ids: TicketId[],
): Promise<Map<TicketId, Record<string, string>>> {
  if (ids.length === 0) return new Map()
  const rows = await db.select().from(metadata).where(inArray(metadata.ticketId, ids))
  const byTicket = Map.groupBy(rows, (row) => row.ticketId)
  return new Map(
    [...byTicket].map(([id, facts]) => [
      id,
      Object.fromEntries(facts.map(({ key, value }) => [key, value])),
    ]),
  )
}
