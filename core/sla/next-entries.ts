import type { CalendarId, SlaPolicyId } from '#db/schema/columns.ts'
import type { ClockState, SlaTarget, TicketStatus } from '#db/schema/enums.ts'
import { type Clock, type Entry, hasBreached } from './clocks.ts'

/** What a policy promises a ticket, in business minutes; a target that is absent is not promised. */
export interface Promised {
  policyId: SlaPolicyId | null
  calendarId: CalendarId | null
  minutes: Partial<Record<SlaTarget, number>>
}

/** What has just become of a ticket, as far as its clocks care. */
export interface Turn {
  at: Date
  status: TicketStatus // After it.
  gone: boolean // Merged or deleted: its clocks never counted.
  begins: boolean // It has just been opened, or what it is promised by has changed.
  heard: boolean // Its requester wrote.
  answered: boolean // An agent's public reply has left.
  /** The answer that still stands of those since a clock's start, or its pause; null: none does; undefined: nothing says so. */
  stands?: (clock: Clock) => Date | null | undefined
  promised: Promised | undefined // Undefined: as before.
  hasShifted?: (clock: Clock) => boolean // What it is promised ends at another moment now.
  reason: string // Why it is promised something else, in words.
}

export const waitingOnCustomer = 'waiting on customer'
const pauses: Partial<Record<TicketStatus, string>> = {
  awaiting_customer: waitingOnCustomer,
  on_hold: 'on hold',
}

/** What the ledger of a ticket has to say of a turn, after what it says already. Empty: nothing. */
export function nextEntries(clocks: readonly Clock[], turn: Turn): Entry[] {
  const entries = clocks.filter(isLast).flatMap((clock) => entriesOf(clock, turn))
  return [...entries, ...startsOf(clocks, turn)]
}

/** Rounds before the last are history. */
function isLast({ target, round }: Clock, _: number, clocks: readonly Clock[]): boolean {
  return !clocks.some((other) => other.target === target && other.round > round)
}

function entriesOf(clock: Clock, turn: Turn): Entry[] {
  const entry = (kind: Entry['kind'], reason: string, at = turn.at): Entry => ({
    target: clock.target,
    round: clock.round,
    kind,
    at,
    minutes: null,
    policyId: clock.policyId,
    calendarId: clock.calendarId,
    reason,
  })
  const entries: Entry[] = []
  let { state } = clock
  const stands = turn.stands?.(clock)
  const stoppedAt = state === 'stopped' ? clock.stoppedAt : null
  // As if it had not stopped there: its requester has waited on.
  if (stoppedAt && stands !== undefined && (stands === null || stands > stoppedAt)) {
    entries.push(entry('resume', 'the answer did not stand', stoppedAt))
    if (stands) entries.push(entry('stop', 'answered', stands))
    else state = 'running'
  }
  const [wanted, reason] = wantedOf({ ...clock, state }, turn)
  if (wanted !== state) {
    // As if it had not paused, likewise.
    const pausedAt = state === 'paused' && stands === null && clock.intervals.at(-1)?.from
    if (wanted === 'running' && pausedAt)
      entries.push(entry('resume', 'the answer did not stand', pausedAt))
    else if (wanted === 'running') entries.push(entry('resume', reason))
    else if (wanted === 'stopped') entries.push(entry('stop', reason))
    else if (wanted === 'cancelled') entries.push(entry('cancel', reason))
    else {
      if (state !== 'running') entries.push(entry('resume', reason))
      entries.push(entry('pause', reason))
    }
  }
  const terms = turn.promised
  const minutes = terms?.minutes[clock.target]
  const isOpen = wanted === 'running' || wanted === 'paused'
  if (!terms || !minutes || !isOpen) return entries
  const differs =
    minutes !== clock.minutes ||
    terms.policyId !== clock.policyId ||
    terms.calendarId !== clock.calendarId
  if (turn.hasShifted?.(clock) || (differs && !hasBreached(clock, turn.at)))
    entries.push({ ...entry('retarget', turn.reason), ...termsOf(terms, minutes) })
  return entries
}

/** Where a turn leaves a clock, and why. */
function wantedOf(clock: Clock, turn: Turn): [ClockState, string] {
  const { target, state } = clock
  const isOpen = state === 'running' || state === 'paused'
  const isResponse = target !== 'resolution'
  if (turn.gone) return isOpen ? ['cancelled', 'merged or deleted'] : [state, '']
  if (turn.promised && !turn.promised.minutes[target])
    return isOpen ? ['cancelled', 'nothing is promised any more'] : [state, '']
  const ended = turn.status === 'resolved' || turn.status === 'closed'
  if (isResponse && state === 'stopped') return [state, '']
  if (isResponse && turn.answered && isOpen) return ['stopped', 'answered']
  if (ended && !isOpen) return [state, '']
  if (ended && isResponse && !hasBreached(clock, turn.at))
    return ['cancelled', 'ended without an answer']
  if (ended) return ['stopped', turn.status]
  const pause = pauses[turn.status]
  if (pause) return ['paused', pause]
  return ['running', isOpen ? 'goes on' : 'opened again']
}

/** A first response and a resolution from the opening, a next response each time the requester begins to wait anew. */
function startsOf(clocks: readonly Clock[], turn: Turn): Entry[] {
  const { promised } = turn
  const ended = turn.status === 'resolved' || turn.status === 'closed'
  if (!promised || turn.gone || ended) return []
  const has = (target: SlaTarget) => clocks.some((clock) => clock.target === target)
  const first = clocks.find(({ target }) => target === 'first_response')
  const rounds = clocks.filter(({ target }) => target === 'next_response')
  const waits = [first, rounds.at(-1)].some(
    (clock) => clock && clock.state !== 'stopped' && promised.minutes[clock.target],
  )
  const starts: [SlaTarget, number][] = []
  if (turn.begins && !has('resolution')) starts.push(['resolution', 1])
  if (turn.begins && turn.heard && !first) starts.push(['first_response', 1])
  else if (turn.heard && clocks.length > 0 && !waits)
    starts.push(['next_response', rounds.length + 1])
  return starts.flatMap(([target, round]) => startOf(target, round, promised, turn))
}

function startOf(target: SlaTarget, round: number, promised: Promised, turn: Turn): Entry[] {
  const minutes = promised.minutes[target]
  if (!minutes) return []
  const start: Entry = {
    target,
    round,
    kind: 'start',
    at: turn.at,
    reason: turn.reason,
    ...termsOf(promised, minutes),
  }
  const pause = pauses[turn.status]
  return pause ? [start, { ...start, kind: 'pause', reason: pause, minutes: null }] : [start]
}

function termsOf({ policyId, calendarId }: Promised, minutes: number) {
  return { minutes, policyId, calendarId }
}
