import type { SMTPServerAddress, SMTPServerDataStream, SMTPServerSession } from 'smtp-server'
import { type App, perform, read } from '#core/app.ts'
import { acceptMail } from '#core/mails/accept.ts'
import { mailboxOf, type Recipient } from '#core/mails/recipients.ts'
import type { MailId } from '#db/schema/columns.ts'
import { limits } from './smtp-limits.ts'
import type { Parcel } from './smtp-parcel.ts'
import { Reply } from './smtp-reply.ts'

const taken = new WeakMap<SMTPServerAddress, Recipient>()

/** Lets a recipient in whose mailbox is here. An address that asks us to pass mail on (`%`, `!`) is nobody's. */
export async function takeRecipient(
  app: App,
  to: SMTPServerAddress,
  { envelope }: SMTPServerSession,
): Promise<void> {
  if (envelope.rcptTo.length >= limits.recipients)
    throw new Reply(
      452,
      `4.5.3 One mail takes ${limits.recipients} recipients. Send it to the others again.`,
    )
  const isOnward = /[%!].*@/.test(to.address)
  const found = isOnward ? undefined : await read(app, null, (db) => mailboxOf(db, to.address))
  if (!found)
    throw new Reply(550, `5.1.1 There is no mailbox <${to.address}> here. Check how it is spelled.`)
  taken.set(to, found)
}

/**
 * Receives one mail. 250 is a promise (RFC 5321 §4.2.5), so this gives the number only once the mail is committed,
 * and does nothing else before. Throws when the client vanishes on the way.
 */
export async function takeMail(
  app: App,
  parcel: Parcel,
  stream: SMTPServerDataStream,
  { envelope, remoteAddress }: SMTPServerSession,
): Promise<MailId> {
  try {
    let refusal: Reply | undefined
    for await (const chunk of stream) refusal ??= parcel.add(chunk) // What is refused must be heard out too.
    if (refusal) throw refusal
    const delivery = {
      door: 'email' as const,
      remoteAddress,
      envelopeFrom: envelope.mailFrom ? envelope.mailFrom.address : '',
      envelopeTo: envelope.rcptTo.map(({ address }) => address),
      recipients: envelope.rcptTo.flatMap((to) => taken.get(to) ?? []),
      raw: parcel.whole(),
    }
    const id = await perform(app, null, (work) => acceptMail(work, delivery))
    app.log.info({ mail: id, bytes: delivery.raw.length, from: remoteAddress }, 'mail taken')
    return id
  } finally {
    parcel.drop()
  }
}
