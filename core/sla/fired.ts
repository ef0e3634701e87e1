import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { escalateClocks } from '#core/escalation/begin.ts'
import { firstTime } from '#core/once.ts'
import { recordMany } from '#core/timeline.ts'
import type { ClockId } from '#db/schema/columns.ts'
import { slaClocks } from '#db/schema/sla.ts'
import { tickets } from '#db/schema/tickets.ts'

/** What one batch of clocks has come to: 20 % left of some, nothing left of others. Of a late one both. */
export interface FiredClocks {
  warned: readonly ClockId[]
  breached: readonly ClockId[]
  at: Date // When it was noticed.
}

/**
 * What follows when clocks have fired: it becomes part of each ticket's story, with how late that was noticed, its
 * card is drawn again, and its ladder is climbed. A batch that comes twice has its effect once.
 */
export async function clockFired(work: Work, fired: FiredClocks): Promise<void> {
  const { warned, breached, at } = fired
  const key = `sla:${warned[0] ?? '-'}/${breached[0] ?? '-'}/${at.toISOString()}`
  if (!(await firstTime(work, key))) return
  const clocks = await work.tx
    .select()
    .from(slaClocks)
    .innerJoin(tickets, and(eq(tickets.id, slaClocks.ticketId), isNull(tickets.deletedAt)))
    .where(inArray(slaClocks.id, [...new Set([...warned, ...breached])]))
    // Held in one order, and before their events are written, as by whoever changes a ticket: nobody waits in a circle.
    .orderBy(asc(slaClocks.ticketId), asc(slaClocks.id))
    .for('no key update', { of: tickets })
  for (const [kind, ids] of [
    ['sla_warned', new Set(warned)],
    ['sla_breached', new Set(breached)],
  ] as const) {
    const told = clocks.filter(({ sla_clocks: clock }) => ids.has(clock.id))
    const rows = told.map(({ sla_clocks: clock }) => ({
      ticketId: clock.ticketId,
      details: detailsOf(
        clock,
        kind === 'sla_breached' ? (clock.breachedAt ?? clock.dueAt) : clock.warnAt,
        at,
      ),
    }))
    await recordMany(work, kind, rows)
  }
  await escalateClocks(
    work,
    clocks.map(({ sla_clocks: clock, tickets: ticket }) => ({ clock, ticket })),
    new Set(breached),
  )
}

type ClockRow = typeof slaClocks.$inferSelect

/** @param due when it should have been noticed; null: it has stopped since */
function detailsOf({ target, round, dueAt, breachedAt }: ClockRow, due: Date | null, at: Date) {
  return {
    target,
    round,
    dueAt: (breachedAt ?? dueAt)?.toISOString() ?? null,
    lateMs: due ? Math.max(0, at.getTime() - due.getTime()) : 0,
  }
}
