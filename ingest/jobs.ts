import { type App, perform } from '#core/app.ts'
import type { Handlers, JobName } from '#core/jobs.ts'
import { readLeftovers } from '#core/mails/claim.ts'
import { acknowledge } from './outbound/acknowledge.ts'
import { deliverMail, sendLeftovers } from './outbound/deliver.ts'
import { readMail } from './read-mail.ts'

type MailJob = Extract<JobName, `mail.${string}`>

/** Everything that is read from mail and sent by it. Leaving a `mail.*` job out of this table is a compile error. */
export function mailJobs(app: App): Handlers<MailJob> {
  return {
    'mail.read': ({ mail }) => readMail(app, mail),
    'mail.acknowledge': ({ ticket }) => acknowledge(app, ticket),
    'mail.deliver': ({ outbound }) => deliverMail(app, outbound),
    'mail.sweep': () => sweep(app),
  }
}

/** What a crash left behind, once a worker starts: nobody waits for a dead worker's jobs to be missed. */
export async function readLeftoversNow(app: App): Promise<void> {
  const left = await perform(app, null, (work) => readLeftovers(work, work.now))
  if (left > 0) app.log.info({ mails: left }, 'mail that was left behind is being read')
}

/** Every minute, what should have been done long ago. */
async function sweep(app: App): Promise<void> {
  const patienceMs = 120_000
  await perform(app, null, (work) => readLeftovers(work, new Date(work.now.getTime() - patienceMs)))
  await sendLeftovers(app)
}
