import { type App, perform } from './app.ts'
import type { Handlers, JobName } from './jobs.ts'
import { wakeTicket } from './tickets/snooze.ts'

type DeskJob = Extract<JobName, `desk.${string}`>

/** The jobs that touch nothing but the desk itself. */
export function deskJobs(app: App): Handlers<DeskJob> {
  return { 'desk.wake': ({ ticket }) => perform(app, null, (work) => wakeTicket(work, ticket)) }
}
