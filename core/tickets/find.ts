import { and, asc, desc, eq, gt, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { type AnyPgColumn, alias } from 'drizzle-orm/pg-core'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { people } from '#db/schema/people.ts'
import { teams } from '#db/schema/teams.ts'
import { participants, tickets } from '#db/schema/tickets.ts'
import { conditions, saying, type TicketFilter } from './filter.ts'

/** `-` is the latest first. Tickets are numbered as they are opened, so their number sorts by that. */
export const ticketSorts = [
  '-updatedAt',
  'updatedAt',
  '-createdAt',
  'createdAt',
  'slaDueAt', // Those with a running clock alone, the most urgent first.
] as const

export interface TicketQuery extends TicketFilter {
  sort?: (typeof ticketSorts)[number]
  cursor?: string | undefined // Where the last page ended.
  limit?: number
}

const assignees = alias(people, 'assignees')

/**
 * The tickets an actor may see, latest first, a page at a time; flat in the number of pages (keyset). The page is cut
 * before names are looked up, so that an index finds it whatever the names cost.
 */
export async function findTickets(db: Reader, query: TicketQuery = {}) {
  const limit = Math.min(query.limit ?? 50, 200)
  const sort = query.sort ?? '-updatedAt'
  const page = { limit: limit + 1, orderBy: order(sort), from: after(sort, query.cursor) }
  const rows = await selectTickets(db)
    .where(sql`${tickets.id} in (${idsOf(db, query, page)})`)
    .orderBy(...page.orderBy)
    .limit(page.limit)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? cursorAt(sort, last) : null }
}

export type TicketRow = Awaited<ReturnType<typeof findTickets>>['items'][number]

/** One ticket as lists show it; refuses one that is not there, not visible or, unless asked for, deleted. */
export async function readTicket(
  db: Reader,
  id: TicketId,
  { deleted = false } = {},
): Promise<TicketRow> {
  const [ticket] = await selectTickets(db).where(
    and(eq(tickets.id, id), deleted ? undefined : isNull(tickets.deletedAt)),
  )
  return ticket ?? refuse('not-found', { what: 'ticket' })
}

/** How many there are, counted up to a limit so that a large desk never waits for it. */
export async function estimateTickets(
  db: Reader,
  query: TicketFilter,
  upTo = 1000,
): Promise<number> {
  const ids = idsOf(db, query, { limit: upTo, orderBy: [], from: undefined })
  const [row] = await db.execute<{ count: number }>(
    sql`select count(distinct id)::int as count from (${ids}) as found`,
  )
  return Math.min(row?.count ?? 0, upTo)
}

function selectTickets(db: Reader) {
  return db
    .select({
      id: tickets.id,
      subject: tickets.subject,
      status: tickets.status,
      priority: tickets.priority,
      escalation: tickets.escalation,
      reopened: tickets.reopened,
      sensitive: tickets.sensitive,
      requester: { id: people.id, name: people.name, email: participants.address },
      assignee: { id: assignees.id, name: assignees.name },
      team: { id: teams.id, name: teams.name },
      openedAt: tickets.openedAt,
      updatedAt: tickets.updatedAt,
      firstResponseAt: tickets.firstResponseAt,
      lastRequesterMessageAt: tickets.lastRequesterMessageAt,
      lastAgentMessageAt: tickets.lastAgentMessageAt,
      resolvedAt: tickets.resolvedAt,
      closedAt: tickets.closedAt,
      snoozedUntil: tickets.snoozedUntil,
      archivedAt: tickets.archivedAt,
      followsId: tickets.followsId,
      mergedIntoId: tickets.mergedIntoId,
      tags: tickets.tags,
      slaStatus: tickets.slaStatus,
      slaWarnAt: tickets.slaWarnAt,
      slaDueAt: tickets.slaDueAt,
    })
    .from(tickets)
    .innerJoin(people, eq(people.id, tickets.requesterId))
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .leftJoin(assignees, eq(assignees.id, tickets.assigneeId))
    .leftJoin(
      participants,
      and(eq(participants.ticketId, tickets.id), eq(participants.personId, tickets.requesterId)),
    )
}

interface Page {
  from: SQL | undefined // Where the last page ended.
  orderBy: SQL[]
  limit: number
}

/**
 * The ids of one page. Of tickets that say some words, subject and messages are asked one by one, each cut to the
 * page in the order of the list, so that the index of each serves and their union holds the page whole.
 */
function idsOf(db: Reader, query: TicketFilter, { from, orderBy, limit }: Page): SQL {
  const ways: (SQL | undefined)[] = query.words ? saying(db, query.words) : [undefined]
  const pages = ways.map((way) =>
    db
      .select({ id: tickets.id })
      .from(tickets)
      .where(and(...conditions(query), from, way))
      .orderBy(...orderBy)
      .limit(limit),
  )
  return sql.join(
    pages.map((page) => sql`${page}`),
    sql` union all `,
  )
}

/** Nulls last (there are none) as in the indexes, which serve no other order, forwards or backwards. */
function order(sort: TicketQuery['sort']): SQL[] {
  if (sort === 'slaDueAt') return [asc(tickets.slaDueAt), asc(tickets.id)]
  const byId = sort?.endsWith('createdAt')
  if (!sort?.startsWith('-'))
    return byId ? [asc(tickets.id)] : [up(tickets.updatedAt), up(tickets.id)]
  return byId ? [desc(tickets.id)] : [down(tickets.updatedAt), down(tickets.id)]
}

function up(column: AnyPgColumn): SQL {
  return sql`${column} asc nulls first`
}

function down(column: AnyPgColumn): SQL {
  return sql`${column} desc nulls last`
}

/** A cursor is the last row's place, readable and harmless: `2026-11-21T10:00:00.000Z_1042`. */
function cursorAt(
  sort: TicketQuery['sort'],
  row: { updatedAt: Date; slaDueAt: Date | null; id: TicketId },
): string {
  if (sort === 'slaDueAt') return `${row.slaDueAt?.toISOString()}_${row.id}`
  return sort?.endsWith('createdAt') ? String(row.id) : `${row.updatedAt.toISOString()}_${row.id}`
}

function after(sort: TicketQuery['sort'], cursor: string | undefined): SQL | undefined {
  if (!cursor) return sort === 'slaDueAt' ? isNotNull(tickets.slaDueAt) : undefined
  const beyond = sort?.startsWith('-') ? lt : gt
  const [, at, number] = /^(?:(\d{4}-\d\d-\d\dT[\d:.]{12}Z)_)?(\d{1,9})$/.exec(cursor) ?? []
  const id = Number(number) as TicketId
  if (number && !at && sort?.endsWith('createdAt')) return beyond(tickets.id, id)
  const when = new Date(at ?? '')
  if (sort?.endsWith('createdAt') || Number.isNaN(when.getTime()))
    refuse('wrong-input', {
      why: 'That cursor does not belong to this list. Begin again without one.',
    })
  const sorted = sort === 'slaDueAt' ? tickets.slaDueAt : tickets.updatedAt
  return or(beyond(sorted, when), and(eq(sorted, when), beyond(tickets.id, id)))
}
