import type { Work } from '#core/app.ts'
import type { EventKind } from '#core/audience.ts'
import { moveSteps } from '#core/escalation/move-steps.ts'
import { standingAnswer } from '#core/tickets/standing-answer.ts'
import type { Ticket } from '#core/tickets/ticket.ts'
import { type Clock, placeOf } from './clocks.ts'
import { readLedgers, writeLedgers } from './ledger.ts'
import { nextEntries, type Turn, waitingOnCustomer } from './next-entries.ts'
import { type Offer, promisesTo } from './promised.ts'

/** What has happened to a ticket, as its events tell it. */
export interface Happened {
  kind: EventKind
  details?: Record<string, unknown>
  before?: Ticket // Absent: it has just been opened.
  offers?: Offer[] // What may hold for it, as far as somebody has asked.
}

/** Of a ticket's columns, those that decide what it is promised. */
const deciding = ['priority', 'teamId', 'tags', 'slaPolicyId'] as const
/** And those that stop its clocks or let them run. */
const moving = ['status', 'deletedAt', 'mergedIntoId'] as const
const takesBack: readonly EventKind[] = ['unsent', 'not_sent', 'undelivered']

/**
 * Keeps a ticket's clocks, and the ladders that are climbed for it, in the unit of work that changes it: called with
 * the ticket as it is after the change, while it is held. What concerns no clock asks the database nothing. What is
 * imported has no clocks.
 */
export async function keepClocks(work: Work, ticket: Ticket, happened: Happened): Promise<void> {
  if (work.past || !concerns(ticket, happened)) return
  const turn = turnOf(work, ticket, happened)
  const asks = turn.begins || isHeard(happened.kind, happened.details)
  const promised = asks
    ? (await promisesTo(work.tx, [ticket], work.now, happened.offers)).get(ticket.id)
    : undefined
  const ids = happened.before ? [ticket.id] : []
  const ledgers = await readLedgers(work.tx, ids, [promised?.calendarId ?? null])
  const clocks = ledgers.clocksOf(ticket.id)
  const stands = takesBack.includes(happened.kind)
    ? await answersOf(work, ticket, clocks)
    : undefined
  const entries = nextEntries(clocks, { ...turn, promised, ...(stands && { stands }) })
  if (entries.length > 0)
    await writeLedgers(work, [
      { ticketId: ticket.id, entries, clocks: ledgers.clocksOf(ticket.id, entries) },
    ])
  const isRetargeted = turn.begins || entries.some(({ kind }) => kind === 'retarget')
  if (happened.before && promised && isRetargeted)
    await moveSteps(work, new Map([[ticket.id, promised]]))
}

function concerns(ticket: Ticket, { kind, before, details }: Happened): boolean {
  if (!before || takesBack.includes(kind) || isAnswer(kind, details)) return true
  if (kind === 'described') return true
  if ([...deciding, ...moving].some((column) => String(before[column]) !== String(ticket[column])))
    return true
  // Who waits for a first answer already begins no other wait.
  const waits = before.lastRequesterMessageAt !== null && before.lastAgentMessageAt === null
  return isHeard(kind, details) && !waits
}

function turnOf(work: Work, ticket: Ticket, { kind, details, before }: Happened): Turn {
  const moved = before && deciding.filter((key) => String(before[key]) !== String(ticket[key]))
  const changed = moved && [...moved, ...(kind === 'described' ? ['fields'] : [])]
  const waits = ticket.lastRequesterMessageAt !== null && ticket.firstResponseAt === null
  return {
    at: work.now,
    status: ticket.status,
    gone: ticket.deletedAt !== null || ticket.mergedIntoId !== null,
    begins: !changed || changed.length > 0,
    heard: isHeard(kind, details) || (changed?.length === 0 ? false : waits),
    answered: isAnswer(kind, details) && (kind === 'sent' || work.actor !== null),
    promised: undefined,
    reason: reasonOf(ticket, changed),
  }
}

function isHeard(kind: EventKind, details: Happened['details']): boolean {
  return kind === 'received' && !details?.automatic && !details?.past
}

/** An answer that is scheduled is none before it has left. */
function isAnswer(kind: EventKind, details: Happened['details']): boolean {
  return kind === 'sent' || (kind === 'replied' && !details?.sendAt && !details?.past)
}

function reasonOf({ priority }: Ticket, changed: readonly string[] | undefined): string {
  if (!changed) return 'opened'
  if (changed.includes('priority')) return `priority is now ${priority}`
  if (changed.includes('teamId')) return 'another team has it'
  if (changed.length > 0) return 'another policy fits'
  return 'the requester wrote'
}

/** For each clock that an answer has stopped or paused, the answer that stands. */
async function answersOf(work: Work, { id }: Ticket, clocks: readonly Clock[]) {
  const answers = new Map<string, Date | null>()
  for (const clock of clocks) {
    const since = restsOnAnswerSince(clock)
    if (since) answers.set(placeOf(clock), await standingAnswer(work.tx, id, since))
  }
  return (clock: Clock) => answers.get(placeOf(clock))
}

/** From when on an answer has to stand, or the clock has never stopped or paused; undefined: it does not matter. */
function restsOnAnswerSince({ target, state, startedAt, intervals }: Clock): Date | undefined {
  if (state === 'stopped' && target !== 'resolution') return startedAt
  const last = intervals.at(-1)
  return state === 'paused' && last?.reason === waitingOnCustomer ? last.from : undefined
}
