import MailComposer from 'nodemailer/lib/mail-composer'
import { type App, perform } from '#core/app.ts'
import { beginCanary, beginDueCanary, type Canary, canaryFailed } from '#core/canary/begin.ts'
import { noteFlights } from '#core/canary/watch.ts'
import { markers, signed } from './compose.ts'
import { handOver } from './hand-over.ts'

/** Every minute: sends a canary when one is due, and raises the alarm when they do not arrive. */
export async function watchOverMail(app: App): Promise<void> {
  const { CANARY_MINUTES: minutes, CANARY_TO: to } = app.env
  if (minutes === 0) return
  const due = await perform(app, null, (work) => beginDueCanary(work, to, minutes))
  if (due) await fly(app, due)
  const news = await perform(app, null, (work) => noteFlights(work, minutes))
  if (news === 'canary_late')
    app.log.error('mail does not arrive: the canary is late, `deskwire doctor` looks for the cause')
  if (news === 'canary_back') app.log.info('mail arrives again')
}

/** Sends one now, due or not. The problem says why it could not be sent; null: the relay has it. */
export async function sendCanary(app: App): Promise<Canary & { problem: string | null }> {
  const canary = await perform(app, null, (work) => beginCanary(work, app.env.CANARY_TO))
  return { ...canary, problem: await fly(app, canary) }
}

/** It is not tried again: the next one is not far, and until then this one is missed. */
async function fly(app: App, canary: Canary): Promise<string | null> {
  const problem = await handed(app, canary)
  if (problem !== null) await perform(app, null, (work) => canaryFailed(work, canary.id, problem))
  return problem
}

async function handed(app: App, canary: Canary): Promise<string | null> {
  const url = app.env.SMTP_URL
  if (!url) return 'There is no relay to send it by. Set SMTP_URL.'
  const { from, to } = canary
  const mail = { raw: await compose(app, canary), from, mailbox: from, to: [to] }
  const { end, reason } = await handOver(app, url, mail)
  return end === 'sent' ? null : reason
}

/** Its envelope has a sender, unlike other automatic mail: what bounces is to be known sooner than what is lost. */
async function compose(app: App, canary: Canary): Promise<Buffer> {
  const mail = new MailComposer({
    from: { name: 'Deskwire', address: canary.from },
    to: { name: '', address: canary.to },
    subject: `Canary ${canary.id}`,
    messageId: `<${canary.headerMessageId}>`,
    references: [canary.headerMessageId], // Some relays give a mail another Message-ID.
    headers: markers.notice,
    date: app.clock(),
    text: `Deskwire sends this mail to itself, to see that mail arrives. It is for ${canary.from} and opens no ticket.\n\nIf you read it in a mailbox, what comes to ${canary.to} is not passed on to the desk.\n`,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return signed(app, canary, await mail.compile().build())
}
