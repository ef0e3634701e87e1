import { z } from 'zod'
import type {
  ImapAccountId,
  MessageId,
  OutboundId,
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
 * world a job touches implements it; `main.ts` does not compile while one is missing.
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
  'slack.digests': { data: z.object({}), queue: patient },
  'slack.digest': {
    data: z.object({ team: idOf<TeamId>(), day: z.iso.date().transform((day) => day as Day) }),
    queue: { ...patient, retryLimit: 12 },
  },
  'slack.sweep': { data: z.object({}), queue: { ...patient, retryLimit: 0 } },
  'desk.wake': { data: z.object({ ticket: idOf<TicketId>() }), queue: patient },
} as const

export type JobName = keyof typeof jobs
export type JobData<Name extends JobName> = z.output<(typeof jobs)[Name]['data']>

/** What an edge implements: one function for each job of its world. */
export type Handlers<Name extends JobName> = {
  [N in Name]: (data: JobData<N>) => Promise<void>
}

/** Jobs that run by the clock (cron, UTC). */
export const schedule = {
  'mail.sweep': '* * * * *',
  'mail.canary': '* * * * *',
  'mail.poll': '* * * * *',
  'slack.sweep': '* * * * *',
  'slack.digests': '0 7 * * *',
} as const satisfies Partial<Record<JobName, string>>
