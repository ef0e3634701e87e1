import { type App, perform } from '#core/app.ts'
import type { Handlers, JobName } from '#core/jobs.ts'
import { askToRead } from '#core/mails/claim.ts'
import { queueLooks } from '#core/mails/imap-looks.ts'
import { acknowledge } from './outbound/acknowledge.ts'
import { watchOverMail } from './outbound/canary.ts'
import { deliverMail, sendLeftovers } from './outbound/deliver.ts'
import { mailNotices } from './outbound/notice.ts'
import { askAfterwards } from './outbound/survey.ts'
import { readWaiting } from './read-waiting.ts'

type MailJob = Extract<JobName, `mail.${string}`>

/** Everything that is read from mail and sent by it. Leaving a `mail.*` job out of this table is a compile error. */
export function mailJobs(app: App): Handlers<MailJob> {
  return {
    'mail.read': () => readWaiting(app),
    'mail.acknowledge': ({ ticket }) => acknowledge(app, ticket),
    'mail.survey': ({ ticket }) => askAfterwards(app, ticket),
    'mail.notice': ({ person }) => mailNotices(app, person),
    'mail.deliver': ({ outbound }) => deliverMail(app, outbound),
    'mail.sweep': () => sweep(app),
    'mail.canary': () => watchOverMail(app),
    'mail.poll': () => perform(app, null, queueLooks),
    // Loaded when there is an account: most desks have none.
    'mail.fetch': async ({ account }) => (await import('./imap-fetch.ts')).fetchMail(app, account),
  }
}

/** What a crash left behind, once a worker starts: nobody waits for a dead worker's jobs to be missed. */
export async function readLeftoversNow(app: App): Promise<void> {
  const left = await perform(app, null, askToRead)
  if (left > 0) app.log.info({ mails: left }, 'mail that was left behind is being read')
}

/** Every minute, what should have been done long ago. */
async function sweep(app: App): Promise<void> {
  await perform(app, null, askToRead)
  await sendLeftovers(app)
}
