import type { SMTPServerAddress, SMTPServerDataStream, SMTPServerSession } from 'smtp-server'
import { type App, perform, read } from '#core/app.ts'
import { askSoon } from '#core/ask-soon.ts'
import { type Delivery, keepMails } from '#core/mails/accept.ts'
import { mailboxesOf, type Recipient } from '#core/mails/recipients.ts'
import { together } from '#core/together.ts'
import type { MailId } from '#db/schema/columns.ts'
import { limits } from './smtp-limits.ts'
import type { Parcel } from './smtp-parcel.ts'
import { Reply } from './smtp-reply.ts'

/** Mails that come while others are being committed go into the next commit together. */
const accept = together(keep)
/** Large ones go one by one, past the others: on its way to Postgres a mail takes several times its bytes. */
const acceptLarge = together(keep, { most: 1 })
const largeBytes = 500_000

const findMailbox = together((app: App, addresses: readonly string[]) =>
  read(app, null, (db) => mailboxesOf(db, addresses)),
)

const taken = new WeakMap<SMTPServerAddress, Recipient>()
const strangers = new WeakMap<SMTPServerSession, number>()

/** Mail is taken from whoever brings it; where the operator wants it so, over TLS alone (RFC 3207 §4). */
export function takeSender({ env }: App, { secure }: SMTPServerSession): Reply | null {
  if (secure || !env.SMTP_REQUIRE_TLS) return null
  return new Reply(530, '5.7.0 Mail comes in over TLS only. Say STARTTLS first.')
}

/** Lets a recipient in whose mailbox is here. An address that asks us to pass mail on (`%`, `!`) is nobody's. */
export async function takeRecipient(
  app: App,
  to: SMTPServerAddress,
  session: SMTPServerSession,
): Promise<void> {
  if (session.envelope.rcptTo.length >= limits.recipients)
    throw new Reply(
      452,
      `4.5.3 One mail takes ${limits.recipients} recipients. Send it to the others again.`,
    )
  const isOnward = /[%!].*@/.test(to.address)
  const found = isOnward ? undefined : await inTime(findMailbox(app, to.address))
  if (found) return void taken.set(to, found)
  const count = (strangers.get(session) ?? 0) + 1
  strangers.set(session, count)
  if (count > limits.strangers) throw new Reply(421, '4.7.0 Too many recipients who are not here.')
  throw new Reply(550, `5.1.1 There is no mailbox <${to.address}> here. Check how it is spelled.`)
}

/**
 * Receives one mail. 250 is a promise (RFC 5321 §4.2.5), so this gives the number only once the mail is committed,
 * and does nothing else before. Throws when the client vanishes on the way.
 */
export async function takeMail(
  app: App,
  parcel: Parcel,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<MailId> {
  const { envelope, remoteAddress } = session
  let kept: Promise<MailId> | undefined
  try {
    await hear(stream, parcel, app.env.SMTP_MAX_BYTES + limits.overBytes)
    const delivery = {
      door: 'email' as const,
      remoteAddress,
      envelopeFrom: envelope.mailFrom ? envelope.mailFrom.address : '',
      envelopeTo: envelope.rcptTo.map(({ address }) => address),
      recipients: envelope.rcptTo.flatMap((to) => taken.get(to) ?? []),
      raw: parcel.whole(),
    }
    kept = delivery.raw.length > largeBytes ? acceptLarge(app, delivery) : accept(app, delivery)
    const id = await inTime(kept)
    strangers.delete(session)
    app.log.info({ mail: id, bytes: delivery.raw.length, from: remoteAddress }, 'mail taken')
    return id
  } finally {
    // The database may hold the bytes for longer than the client is made to wait.
    if (kept) void kept.finally(parcel.drop).catch(() => {})
    else parcel.drop()
  }
}

async function keep(app: App, deliveries: readonly Delivery[]): Promise<MailId[]> {
  const ids = await perform(app, null, (work) => keepMails(work, deliveries))
  askSoon(app, 'mail.read', {})
  return ids
}

/** What is refused must be heard out too, within reason: only then does the client listen. */
async function hear(stream: SMTPServerDataStream, parcel: Parcel, maxBytes: number): Promise<void> {
  let refusal: Reply | undefined
  let lineBytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    refusal ??= parcel.add(chunk)
    const lineEnd = chunk.lastIndexOf('\n')
    lineBytes = lineEnd < 0 ? lineBytes + chunk.length : chunk.length - lineEnd - 1
    if (lineBytes > limits.lineBytes)
      throw new Reply(421, `4.7.0 A line of more than ${limits.lineBytes} bytes is no mail.`)
    if (stream.byteLength > maxBytes) throw new Reply(421, '4.7.0 That was more than enough.')
  }
  if (refusal) throw refusal
}

/** A database that hangs is one that is down: the client is told so, and comes again. */
async function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database does not answer')), limits.answerMs)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}
