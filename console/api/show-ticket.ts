import type { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { App, Reader, Work } from '#core/app.ts'
import { Refusal } from '#core/refusal.ts'
import { standsAt } from '#core/sla/stands.ts'
import { readTicket, type TicketRow } from '#core/tickets/find.ts'
import { readFields, readMetadata } from '#core/tickets/story.ts'
import type { TicketId } from '#db/schema/columns.ts'
import type { Caller } from './access.ts'
import type { Ticket } from './shapes.ts'
import { change } from './unit.ts'

type Shown = z.output<typeof Ticket>

export async function showTickets(db: Reader, rows: TicketRow[], now: Date): Promise<Shown[]> {
  const fields = await readFields(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => shown(row, fields.get(row.id) ?? {}, now))
}

export async function showTicket(db: Reader, row: TicketRow, now: Date): Promise<Shown> {
  return shown(row, await readMetadata(db, row.id), now)
}

/** Changes a ticket, and answers with what `givesTicket` promises. */
export async function changeTicket(
  app: App,
  c: Context<Caller>,
  id: TicketId,
  todo: (work: Work) => Promise<unknown>,
) {
  return answerTicket(c, await change(app, c, todo, (db) => showChanged(db, id, app.clock())))
}

export function answerTicket(c: Context<Caller>, ticket: Shown | null) {
  return ticket ? c.json(ticket, 200) : c.body(null, 204)
}

/** A ticket after a change, also a deleted one; null once it is out of the caller's sight, as another team's is. */
export async function showChanged(db: Reader, id: TicketId, now: Date): Promise<Shown | null> {
  try {
    return await showTicket(db, await readTicket(db, id, { deleted: true }), now)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-found') return null
    throw error
  }
}

function shown(row: TicketRow, fields: Record<string, string>, now: Date): Shown {
  return {
    id: row.id,
    subject: row.subject,
    status: row.status,
    priority: row.priority,
    escalation: row.escalation,
    reopened: row.reopened,
    requester: row.requester,
    assignee: row.assignee,
    team: row.team,
    tags: row.tags,
    fields,
    sla:
      row.slaStatus === 'no_sla'
        ? null
        : { status: standsAt(row, now), dueAt: row.slaDueAt?.toISOString() ?? null },
    sensitive: row.sensitive,
    mergedInto: row.mergedIntoId,
    createdAt: row.openedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    firstResponseAt: row.firstResponseAt?.toISOString() ?? null,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    archivedAt: row.archivedAt?.toISOString() ?? null,
  }
}
