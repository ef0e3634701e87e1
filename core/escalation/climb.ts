import { and, eq, isNotNull, lt } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { tell } from '#core/notifications/tell.ts'
import { keepDecision } from '#core/routing/decide.ts'
import { type BusinessHours, dueAfter } from '#core/sla/business-time.ts'
import { readCalendars } from '#core/sla/calendars.ts'
import { isEnded } from '#core/tickets/lifecycle.ts'
import { changeTicket, holdTicket, type Ticket } from '#core/tickets/ticket.ts'
import type { CalendarId, EscalationId } from '#db/schema/columns.ts'
import type { ClockState } from '#db/schema/enums.ts'
import { escalations } from '#db/schema/escalation.ts'
import { slaClocks } from '#db/schema/sla.ts'
import { askToClimb, dueAt, type Escalation, readSteps } from './due.ts'
import { endEscalation } from './end.ts'
import { reachedBy } from './targets.ts'

const pausedMinutes = 15 // A ladder whose clock is paused is looked at again so soon.

/**
 * Takes the step of an escalation that is due, if it still is: with any number of workers once, and after an outage
 * those that were missed as one. It ends where there is nothing to take notice of any more.
 */
export async function climb(work: Work, id: EscalationId): Promise<void> {
  const [known] = await work.tx
    .select({ ticketId: escalations.ticketId })
    .from(escalations)
    .where(eq(escalations.id, id))
  if (!known) return
  const ticket = await holdTicket(work, known.ticketId, { deleted: true })
  const escalation = await holdEscalation(work, id)
  if (!escalation?.nextAt || escalation.nextAt > work.now) return
  const clock = await clockState(work.tx, escalation)
  if (isEnded(ticket.status) || ticket.deletedAt || clock === 'stopped' || clock === 'cancelled')
    return endEscalation(work, id)
  const hours = await hoursOf(work.tx, escalation.calendarId)
  if (clock === 'paused') return wait(work, id, dueAfter(hours, work.now, pausedMinutes))
  await takeSteps(work, ticket, escalation, hours)
}

async function takeSteps(
  work: Work,
  ticket: Ticket,
  escalation: Escalation,
  hours: BusinessHours | null,
): Promise<void> {
  const steps = (await readSteps(work.tx, [escalation]))(escalation)
  const dueOf = (step: number) => dueAt(escalation, steps, hours, step)
  let step = escalation.step
  for (let due = dueOf(step); due && due <= work.now; due = dueOf(step)) step += 1
  const later = step === escalation.step && dueOf(step)
  if (later) return wait(work, escalation.id, later) // Its calendar has changed since it was asked for.
  const targets = steps.slice(escalation.step, step).flatMap((one) => one.targets)
  const { people, channels } = await reachedBy(work, ticket, targets, escalation.startedById)
  const told = [...people.map(({ name }) => name), ...channels]
  const details = { escalation: escalation.id, step, of: steps.length, reason: escalation.reason }
  const key = `escalation:${escalation.id}:${step}`
  await tell(
    work,
    [
      ...people.map(({ id }) => ({ to: { personId: id }, key: `${key}:${id}` })),
      ...channels.map((slackChannel) => ({ to: { slackChannel }, key: `${key}:${slackChannel}` })),
    ].map((telling) => ({ ...telling, ticketId: ticket.id, kind: 'escalated' as const, details })),
  )
  await work.tx
    .update(escalations)
    .set({ step, nextAt: dueOf(step) ?? null })
    .where(eq(escalations.id, escalation.id))
  await keepDecision(
    work,
    ticket.id,
    'escalation',
    `Step ${step} of ${steps.length}: ${escalation.reason} Told: ${told.join(', ') || 'nobody, for there is nobody'}.`,
    { ...details, targets, told },
  )
  const isTold = escalation.clockId === null && escalation.step === 0 // By whoever began it.
  const level = Math.max(ticket.escalation, step)
  if (!isTold)
    await changeTicket(work, ticket, 'escalated', { escalation: level }, { ...details, told })
  askToClimb(work, escalation.id, dueOf(step))
}

async function holdEscalation(work: Work, id: EscalationId): Promise<Escalation | undefined> {
  const [row] = await work.tx.select().from(escalations).where(eq(escalations.id, id)).for('update')
  return row
}

async function clockState(db: Reader, { clockId }: Escalation): Promise<ClockState | undefined> {
  if (clockId === null) return undefined
  const [clock] = await db
    .select({ state: slaClocks.state })
    .from(slaClocks)
    .where(eq(slaClocks.id, clockId))
  return clock?.state
}

async function hoursOf(db: Reader, id: CalendarId | null): Promise<BusinessHours | null> {
  return id === null ? null : ((await readCalendars(db)).get(id) ?? null)
}

async function wait(work: Work, id: EscalationId, until: Date): Promise<void> {
  await work.tx.update(escalations).set({ nextAt: until }).where(eq(escalations.id, id))
  askToClimb(work, id, until)
}

/** Every minute, the steps whose job got lost. */
export async function climbOverdue(work: Work): Promise<void> {
  const late = await work.tx
    .select({ id: escalations.id })
    .from(escalations)
    .where(
      and(
        isNotNull(escalations.nextAt),
        lt(escalations.nextAt, new Date(work.now.getTime() - 60_000)),
      ),
    )
    .limit(1000)
  for (const { id } of late) askToClimb(work, id, work.now)
}
