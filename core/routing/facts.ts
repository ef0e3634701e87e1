import type { Reader } from '#core/app.ts'
import type { BusinessHours } from '#core/sla/business-time.ts'
import { readCalendars } from '#core/sla/calendars.ts'
import type { CalendarId, PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { Channel, SlaStatus, TicketPriority, TicketStatus } from '#db/schema/enums.ts'
import { type Condition, leavesOf } from './condition.ts'
import { type Headers, headersOf } from './facts-headers.ts'
import { factsQuery, type Row } from './facts-query.ts'

/** All that rules can ask of a ticket at one moment, as plain data. */
export interface Facts {
  ticketId: TicketId
  now: Date
  status: TicketStatus
  priority: TicketPriority
  teamId: TeamId
  teamName: string
  assigneeId: PersonId | null
  assigneeName: string | null
  tags: readonly string[]
  fields: Readonly<Record<string, string>>
  skills: Readonly<Record<string, number>>
  escalation: number
  reopened: number
  rating: number | null // How the requester says it went, 1 bad … 5 good; null: not said.
  sensitive: boolean
  slaStatus: SlaStatus
  subject: string
  text: string // What the requester wrote last, without quotes and signature.
  channel: Channel | null
  from: string | null // The address it was written from; null: not by mail.
  hasAttachment: boolean
  messages: number
  requesterId: PersonId
  requesterName: string
  requesterAddress: string | null
  language: string | null // BCP 47.
  firstTime: boolean // They never opened another before this one.
  openTickets: number // Others of theirs, at most 100.
  openedAt: Date
  lastRequesterMessageAt: Date | null
  lastAgentMessageAt: Date | null
  headers: { opening: Headers; latest: Headers }
  calendars: ReadonlyMap<CalendarId, BusinessHours>
}

/** What costs more to read, and is left out where no condition asks for it. */
export interface Needs {
  headers: boolean
  calendars: boolean
  others: boolean // The requester's other tickets.
}

export function needsOf(conditions: readonly (Condition | null)[]): Needs {
  const asked = new Set(conditions.flatMap(leavesOf).map(({ fact }) => fact))
  return {
    headers: (['header', 'opening_header', 'to', 'cc'] as const).some((fact) => asked.has(fact)),
    calendars: asked.has('open'),
    others: asked.has('first_time') || asked.has('open_tickets'),
  }
}

/**
 * The facts of tickets, in one statement (and one for the calendars). Tickets that are not there, or not visible to the
 * reader, are left out.
 * @param as `opening`: as they were when they were opened, at that moment, before anybody had done anything
 */
export async function readFacts(
  db: Reader,
  ids: readonly TicketId[],
  now: Date,
  { needs = everything, as = 'now' }: { needs?: Needs; as?: 'now' | 'opening' } = {},
): Promise<Map<TicketId, Facts>> {
  if (ids.length === 0) return new Map()
  const calendars = needs.calendars ? await readCalendars(db) : noCalendars
  const rows = await db.execute<Row>(factsQuery(ids, now, needs, as))
  return new Map(
    rows.map(({ openingHeaders, latestHeaders, ...row }) => [
      row.ticketId,
      {
        ...row,
        now: as === 'now' ? now : new Date(row.openedAt),
        openedAt: new Date(row.openedAt),
        lastRequesterMessageAt: moment(row.lastRequesterMessageAt),
        lastAgentMessageAt: moment(row.lastAgentMessageAt),
        headers: { opening: headersOf(openingHeaders), latest: headersOf(latestHeaders) },
        calendars,
      },
    ]),
  )
}

const everything: Needs = { headers: true, calendars: true, others: true }
const noCalendars: ReadonlyMap<CalendarId, BusinessHours> = new Map()

function moment(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms)
}
