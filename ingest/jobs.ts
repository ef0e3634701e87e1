import type { App } from '#core/app.ts'
import type { Handlers, JobName } from '#core/jobs.ts'

type MailJob = Extract<JobName, `mail.${string}`>

/** Everything that is read from mail and sent by it. Leaving a `mail.*` job out of this table is a compile error. */
export function mailJobs(_app: App): Handlers<MailJob> {
  return {
    'mail.read': async () => {},
    'mail.deliver': async () => {},
    'mail.sweep': async () => {},
  }
}
