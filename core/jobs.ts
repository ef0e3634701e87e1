import { z } from 'zod'
import type {
  CalendarId,
  ClockId,
  EscalationId,
  ImapAccountId,
  MessageId,
  NotificationId,
  OutboundId,
  PersonId,
  SlackEventId,
  TeamId,
  TicketId,
} from '#db/schema/columns.ts'
import type { Day } from './tickets/filter.ts'

function idOf<Id extends number>() {
  return z
    .number()
    .int()
    .transform((id) => id as Id)
}

/** A killed worker's job runs again once its heartbeat is missed, at the next look of the monitor. */
const patient = {
  retryLimit: 5,
  retryDelay: 2,
  retryBackoff: true,
  heartbeatSeconds: 20,
  notify: true,
}

/**
 * Every job: what it carries (ids only, the rest is read when it runs) and how its queue behaves. The edge whose
 * world a job touches implements it; `run-desk.ts` does not compile while one is missing.
 */
export const jobs = {
  // It says that there is mail to read; which, the ledger says.
  'mail.read': { data: z.object({}), queue: { ...patient, retryLimit: 3 } },
  'mail.deliver': {
    data: z.object({ outbound: idOf<OutboundId>() }),
    queue: {
      ...patient,
      retryLimit: 12,
      retryDelay: 15,
      retryDelayMax: 3600,
      expireInSeconds: 300,
    },
  },
  // All that waits for somebody and is due goes in one mail.
  'mail.notice': {
    data: z.object({ person: idOf<PersonId>() }),
    queue: { ...patient, policy: 'short' },
  },
  'mail.acknowledge': { data: z.object({ ticket: idOf<TicketId>() }), queue: patient },
  'mail.sweep': { data: z.object({}), queue: { ...patient, retryLimit: 0 } },
  'mail.canary': { data: z.object({}), queue: { ...patient, retryLimit: 0 } },
  'mail.poll': { data: z.object({}), queue: { ...patient, retryLimit: 0 } },
  'mail.fetch': {
    data: z.object({ account: idOf<ImapAccountId>() }),
    queue: { ...patient, retryLimit: 0 },
  },
  'slack.event': { data: z.object({ event: idOf<SlackEventId>() }), queue: patient },
  'slack.show': {
    data: z.object({ ticket: idOf<TicketId>() }),
    queue: { ...patient, retryLimit: 12 },
  },
  'slack.survey': {
    data: z.object({ ticket: idOf<TicketId>() }),
    queue: { ...patient, retryLimit: 12 },
  },
  'slack.answer': {
    data: z.object({ message: idOf<MessageId>() }),
    queue: { ...patient, retryLimit: 12 },
  },
  // One that waits is enough for a channel: it sends what is oldest, and asks for the next.
  'slack.send': {
    data: z.object({ workspace: z.string(), channel: z.string() }),
    queue: { ...patient, policy: 'short' },
  },
  // One that waits is enough: it shows what is true when it runs.
  'slack.home': {
    data: z.object({ workspace: z.string(), user: z.string() }),
    queue: { ...patient, policy: 'short' },
  },
  // Its answer is for whoever waits before a page: late, it is worth less than asking again.
  'slack.test': {
    data: z.object({ team: idOf<TeamId>() }),
    queue: { ...patient, retryLimit: 0 },
  },
  'slack.look': { data: z.object({ team: idOf<TeamId>() }), queue: patient },
  'slack.digests': { data: z.object({}), queue: patient },
  'slack.digest': {
    data: z.object({ team: idOf<TeamId>(), day: z.iso.date().transform((day) => day as Day) }),
    queue: { ...patient, retryLimit: 12 },
  },
  'slack.notify': {
    data: z.object({ notification: idOf<NotificationId>() }),
    queue: { ...patient, retryLimit: 12 },
  },
  'slack.sweep': { data: z.object({}), queue: { ...patient, retryLimit: 0 } },
  'desk.back': { data: z.object({ person: idOf<PersonId>() }), queue: patient },
  // `opened` once in a ticket's life: rules for new tickets have their say.
  'desk.route': {
    data: z.object({ ticket: idOf<TicketId>(), opened: z.boolean().optional() }),
    queue: patient,
  },
  // One that waits is enough for a team: it looks at its whole queue when it runs.
  'desk.drain': {
    data: z.object({ team: idOf<TeamId>() }),
    queue: { ...patient, policy: 'short' },
  },
  'desk.backlogs': { data: z.object({}), queue: { ...patient, retryLimit: 0 } },
  'desk.return': { data: z.object({ person: idOf<PersonId>() }), queue: patient },
  // Of one calendar; without it, of every one that has an address.
  'desk.holidays': {
    data: z.object({ calendar: idOf<CalendarId>().optional() }),
    queue: { ...patient, retryLimit: 1 },
  },
  // The running clocks of one calendar, or of one team's tickets; without either, all. One that waits is enough for each.
  'desk.retarget': {
    data: z.object({
      calendar: idOf<CalendarId>().optional(),
      team: idOf<TeamId>().optional(),
    }),
    queue: { ...patient, policy: 'short' },
  },
  // One that waits is enough for a ticket: it reads all that has happened meanwhile.
  'desk.rules': {
    data: z.object({ ticket: idOf<TicketId>() }),
    queue: { ...patient, policy: 'short' },
  },
  'desk.rules_by_time': {
    data: z.object({}),
    queue: { ...patient, retryLimit: 0, policy: 'short' },
  },
  'desk.rules_of_time': {
    data: z.object({ ticket: idOf<TicketId>() }),
    queue: { ...patient, policy: 'short' },
  },
  'desk.sla_fired': {
    data: z.object({
      warned: z.array(idOf<ClockId>()),
      breached: z.array(idOf<ClockId>()),
      at: z.coerce.date(),
    }),
    queue: patient,
  },
  'desk.climb': { data: z.object({ escalation: idOf<EscalationId>() }), queue: patient },
  'desk.climb_overdue': { data: z.object({}), queue: { ...patient, retryLimit: 0 } },
  // Decides by which way each is told, and when.
  'desk.notify': {
    data: z.object({ notifications: z.array(idOf<NotificationId>()) }),
    queue: patient,
  },
  'desk.notify_overdue': { data: z.object({}), queue: { ...patient, retryLimit: 0 } },
  'desk.wake': { data: z.object({ ticket: idOf<TicketId>() }), queue: patient },
  'desk.due': { data: z.object({}), queue: { ...patient, retryLimit: 0, policy: 'short' } },
  // One that waits is enough for a ticket: what is due is looked at anew.
  'desk.silent': {
    data: z.object({ ticket: idOf<TicketId>() }),
    queue: { ...patient, policy: 'short' },
  },
  'desk.close': {
    data: z.object({ ticket: idOf<TicketId>() }),
    queue: { ...patient, policy: 'short' },
  },
  'mail.survey': {
    data: z.object({ ticket: idOf<TicketId>() }),
    queue: { ...patient, policy: 'short' },
  },
  'desk.clean': { data: z.object({}), queue: { ...patient, retryLimit: 0, policy: 'short' } },
} as const

export type JobName = keyof typeof jobs
export type JobData<Name extends JobName> = z.output<(typeof jobs)[Name]['data']>

/** What an edge implements: one function for each job of its world. */
export type Handlers<Name extends JobName> = {
  [N in Name]: (data: JobData<N>) => Promise<void>
}
