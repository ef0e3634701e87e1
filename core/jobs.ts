import { z } from 'zod'
import type { MailId, OutboundId, TicketId } from '#db/schema/columns.ts'

const mailId = z
  .number()
  .int()
  .transform((id) => id as MailId)
const outboundId = z
  .number()
  .int()
  .transform((id) => id as OutboundId)
const ticketId = z
  .number()
  .int()
  .transform((id) => id as TicketId)

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
  'mail.read': { data: z.object({ mail: mailId }), queue: { ...patient, retryLimit: 3 } },
  'mail.deliver': {
    data: z.object({ outbound: outboundId }),
    queue: {
      ...patient,
      retryLimit: 12,
      retryDelay: 15,
      retryDelayMax: 3600,
      expireInSeconds: 300,
    },
  },
  'mail.acknowledge': { data: z.object({ ticket: ticketId }), queue: patient },
  'mail.sweep': { data: z.object({}), queue: { ...patient, retryLimit: 0 } },
  'desk.wake': { data: z.object({ ticket: ticketId }), queue: patient },
} as const

export type JobName = keyof typeof jobs
export type JobData<Name extends JobName> = z.output<(typeof jobs)[Name]['data']>

/** What an edge implements: one function for each job of its world. */
export type Handlers<Name extends JobName> = {
  [N in Name]: (data: JobData<N>) => Promise<void>
}

/** Jobs that run by the clock (cron, UTC). */
export const schedule = { 'mail.sweep': '* * * * *' } as const satisfies Partial<
  Record<JobName, string>
>
