import { and, asc, eq, gt, inArray, isNotNull } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { moveSteps } from '#core/escalation/move-steps.ts'
import type { JobData } from '#core/jobs.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { escalations } from '#db/schema/escalation.ts'
import { slaClocks } from '#db/schema/sla.ts'
import { tickets } from '#db/schema/tickets.ts'
import { type Addition, readLedgers, writeLedgers } from './ledger.ts'
import { nextEntries } from './next-entries.ts'
import { promisesTo } from './promised.ts'

const pageSize = 500

/** Whose clocks: those counted by a calendar, or those of a team's tickets; neither: all. */
export type Scope = JobData<'desk.retarget'>

/** Asks for running clocks to be counted anew: a policy, a calendar or a team's hours have changed. */
export function askToRetarget(work: Work, scope: Scope = {}): void {
  const { calendar, team } = scope
  work.enqueue('desk.retarget', scope, { singletonKey: `${calendar ?? '-'}/${team ?? '-'}` })
}

/**
 * Holds the next tickets with running or paused clocks to what they are promised now, from the same start, and the
 * ladders that are climbed for them to its calendar. Results stand.
 * @returns the last of them, where others may come after it
 */
export async function retargetPage(
  work: Work,
  { calendar, team }: Scope,
  after: TicketId | undefined,
): Promise<TicketId | undefined> {
  const ids = await nextOf(work, { calendar, team }, after)
  if (ids.length === 0) return undefined
  const held = await work.tx
    .select()
    .from(tickets)
    .where(inArray(tickets.id, ids))
    .orderBy(asc(tickets.id))
    .for('update')
  const promises = await promisesTo(work.tx, held, work.now)
  const calendarIds = [...promises.values()].map(({ calendarId }) => calendarId)
  const ledgers = await readLedgers(work.tx, ids, calendarIds)
  const additions = held.map((ticket): Addition => {
    const before = ledgers.clocksOf(ticket.id)
    const entries = nextEntries(before, {
      at: work.now,
      status: ticket.status,
      gone: ticket.deletedAt !== null || ticket.mergedIntoId !== null,
      begins: false,
      heard: false,
      answered: false,
      promised: promises.get(ticket.id),
      hasShifted: (clock) => ledgers.hasShifted(ticket.id, clock),
      reason: 'the policy or its calendar has changed',
    })
    return { ticketId: ticket.id, entries, clocks: ledgers.clocksOf(ticket.id, entries) }
  })
  await writeLedgers(
    work,
    additions.filter(({ entries }) => entries.length > 0),
  )
  await moveSteps(work, promises)
  return ids.length === pageSize ? ids.at(-1) : undefined
}

/** Also tickets whose clocks have stopped, where a ladder that somebody has begun is climbed. */
async function nextOf(
  work: Work,
  { calendar, team }: Scope,
  after: TicketId | undefined,
): Promise<TicketId[]> {
  const counted = await work.tx
    .selectDistinct({ id: slaClocks.ticketId })
    .from(slaClocks)
    .innerJoin(tickets, eq(tickets.id, slaClocks.ticketId))
    .where(
      and(
        inArray(slaClocks.state, ['running', 'paused']),
        after && gt(slaClocks.ticketId, after),
        calendar && eq(slaClocks.calendarId, calendar),
        team && eq(tickets.teamId, team),
      ),
    )
    .orderBy(asc(slaClocks.ticketId))
    .limit(pageSize)
  const climbed = await work.tx
    .selectDistinct({ id: escalations.ticketId })
    .from(escalations)
    .innerJoin(tickets, eq(tickets.id, escalations.ticketId))
    .where(
      and(
        isNotNull(escalations.nextAt),
        after && gt(escalations.ticketId, after),
        calendar && eq(escalations.calendarId, calendar),
        team && eq(tickets.teamId, team),
      ),
    )
    .orderBy(asc(escalations.ticketId))
    .limit(pageSize)
  const ids = new Set([...counted, ...climbed].map(({ id }) => id))
  return [...ids].sort((a, b) => a - b).slice(0, pageSize)
}
