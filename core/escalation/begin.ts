import { and, inArray, isNull } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { dueAfter } from '#core/sla/business-time.ts'
import { readCalendars } from '#core/sla/calendars.ts'
import { promisesTo } from '#core/sla/promised.ts'
import { targetWords } from '#core/sla/targets.ts'
import { isEnded } from '#core/tickets/lifecycle.ts'
import type { Ticket } from '#core/tickets/ticket.ts'
import type { ClockId, LadderId, SlaPolicyId } from '#db/schema/columns.ts'
import { escalations, ladders } from '#db/schema/escalation.ts'
import { type slaClocks, slaPolicies } from '#db/schema/sla.ts'
import { askToClimb } from './due.ts'
import { stepsFrom } from './ladder.ts'

type Clock = typeof slaClocks.$inferSelect

/** Clocks that have fired: each begins to climb the ladder of its policy, once, unless it has ended meanwhile. */
export async function escalateClocks(
  work: Work,
  fired: readonly { clock: Clock; ticket: Ticket }[],
  breached: ReadonlySet<ClockId>,
): Promise<void> {
  const open = fired.filter(
    ({ clock, ticket }) => clock.state === 'running' && !isEnded(ticket.status),
  )
  const policyIds = [...new Set(open.flatMap(({ clock }) => clock.policyId ?? []))]
  const ladderOf = await laddersOf(work, policyIds)
  const hours = open.length > 0 ? await readCalendars(work.tx) : new Map()
  const begun = open.flatMap(({ clock, ticket }) => {
    const ladder = clock.policyId && ladderOf(clock.policyId, ticket)
    if (!ladder) return []
    const { calendarId } = clock
    const nextAt = dueAfter(
      (calendarId && hours.get(calendarId)) || null,
      work.now,
      stepsFrom(ladder.steps)[0]?.after ?? 0,
    )
    const how = breached.has(clock.id) ? 'is overdue' : 'is due soon'
    return {
      ticketId: ticket.id,
      clockId: clock.id,
      ladderId: ladder.id,
      ladderVersion: ladder.version,
      calendarId,
      reason: `${targetWords[clock.target]} ${how}.`,
      startedAt: work.now,
      nextAt,
    }
  })
  if (begun.length === 0) return
  const added = await work.tx
    .insert(escalations)
    .values(begun)
    .onConflictDoNothing()
    .returning({ id: escalations.id, nextAt: escalations.nextAt })
  for (const { id, nextAt } of added) askToClimb(work, id, nextAt ?? undefined)
}

/** Somebody escalates by hand: the ladder of the ticket's policy is climbed from now on, its first step at once. */
export async function escalateByHand(work: Work, ticket: Ticket, reason: string): Promise<void> {
  const promised = (await promisesTo(work.tx, [ticket], work.now)).get(ticket.id)
  const ladderOf = await laddersOf(work, promised?.policyId ? [promised.policyId] : [])
  const ladder = promised?.policyId ? ladderOf(promised.policyId, ticket) : undefined
  const [added] = await work.tx
    .insert(escalations)
    .values({
      ticketId: ticket.id,
      ladderId: ladder?.id ?? null,
      ladderVersion: ladder?.version ?? null,
      calendarId: promised?.calendarId ?? null,
      reason,
      startedAt: work.now,
      startedById: work.actor?.personId ?? null,
      nextAt: work.now,
    })
    .returning({ id: escalations.id })
  if (added) askToClimb(work, added.id, work.now)
}

/** The ladder that a policy names for a ticket of its priority; undefined: none, or it was removed. */
async function laddersOf(work: Work, policyIds: SlaPolicyId[]) {
  const policies =
    policyIds.length === 0
      ? []
      : await work.tx.select().from(slaPolicies).where(inArray(slaPolicies.id, policyIds))
  const named = policies.flatMap(({ targets }) =>
    Object.values(targets).flatMap(({ ladderId }) => ladderId ?? []),
  )
  const known = await readLadders(work, [...new Set(named)])
  return (policyId: SlaPolicyId, { priority }: Pick<Ticket, 'priority'>) => {
    const policy = policies.find(({ id }) => id === policyId)
    const ladderId = policy?.targets[priority]?.ladderId
    return known.find(({ id }) => id === ladderId)
  }
}

function readLadders(work: Work, ids: LadderId[]) {
  if (ids.length === 0) return Promise.resolve([])
  return work.tx
    .select()
    .from(ladders)
    .where(and(inArray(ladders.id, ids), isNull(ladders.deletedAt)))
}
