import type { Facts } from '#core/routing/facts.ts'
import type { CalendarId, PersonId, TeamId, TicketId } from '#db/schema/columns.ts'

/** A ticket as rules see it. Say only what the test is about. */
export function factsOf(said: Partial<Facts> = {}): Facts {
  return {
    ticketId: 1001 as TicketId,
    now: new Date('2026-03-02T10:00:00Z'), // A Monday.
    status: 'new',
    priority: 'MEDIUM',
    teamId: 1 as TeamId,
    teamName: 'Support',
    assigneeId: null,
    assigneeName: null,
    tags: [],
    fields: {},
    skills: {},
    escalation: 0,
    reopened: 0,
    rating: null,
    sensitive: false,
    slaStatus: 'no_sla',
    subject: 'Printer on fire',
    text: 'It burns. I want a refund.',
    channel: 'email',
    from: 'ada@example.org',
    hasAttachment: false,
    messages: 1,
    requesterId: 7 as PersonId,
    requesterName: 'Ada Customer',
    requesterAddress: 'ada@example.org',
    language: null,
    firstTime: true,
    openTickets: 0,
    openedAt: new Date('2026-03-02T07:00:00Z'),
    lastRequesterMessageAt: new Date('2026-03-02T07:00:00Z'),
    lastAgentMessageAt: null,
    headers: { opening: {}, latest: {} },
    calendars: new Map<CalendarId, never>(),
    ...said,
  }
}
