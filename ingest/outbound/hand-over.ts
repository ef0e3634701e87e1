import type { NodemailerError, SMTPPoolSentMessageInfo } from 'nodemailer'
import type { App } from '#core/app.ts'
import type { SendingEnd } from '#core/mails/conclude-sending.ts'
import { type ClaimedMail, sendingMs } from '#core/mails/outbox.ts'
import { isSendable } from '#core/people/address.ts'
import { relayOf } from './transport.ts'

/**
 * Gives a mail to the relay as it is, once, and says what came of it. Never throws. When the line breaks after the
 * mail's last byte nobody can know whether the relay has taken it: it counts as not taken, and its Message-ID stays.
 * A relay that refuses our return path is offered the plain mailbox: that mail's bounces then find it by its name.
 * @param withinMs after which a relay that has not made up its mind is left
 */
export async function handOver(
  app: App,
  url: string,
  mail: Pick<ClaimedMail, 'raw' | 'from' | 'mailbox' | 'to'>,
  withinMs = sendingMs(mail.raw.length),
): Promise<SendingEnd> {
  const wrong = [mail.mailbox, ...mail.to].find((address) => !isSendable(address))
  if (wrong !== undefined)
    return { end: 'never', reason: `“${wrong}” is no address that mail can be sent to.` }
  const signal = AbortSignal.timeout(withinMs)
  const offer = (from: string) =>
    relayOf(app, url).sendMail({
      envelope: { from: from && asAddress(from), to: mail.to.map(asAddress) },
      raw: mail.raw,
      signal,
    })
  try {
    const answer = await offer(mail.from).catch((error: NodemailerError) => {
      if (refusesSender(error) && mail.from !== mail.mailbox) return offer(mail.mailbox)
      throw error
    })
    return { end: 'sent', reason: taken(answer) }
  } catch (error) {
    return notTaken(error as NodemailerError, new URL(url).host)
  }
}

function asAddress(address: string) {
  return { name: '', address }
}

/** Hosted relays let in the addresses they know and no other; Exchange says so only after the last byte. */
function refusesSender({ command, responseCode, response = '' }: NodemailerError): boolean {
  const atOnce = command === 'MAIL FROM' && [550, 551, 553, 554].includes(responseCode ?? 0)
  return atOnce || /SendAsDenied|\b5\.7\.60\b|\b5\.2\.252\b/.test(response)
}

/** What the relay said, and for whom it did not take the mail. */
function taken({ response, rejectedErrors = [] }: SMTPPoolSentMessageInfo): string {
  const refusals = rejectedErrors.map(
    (error) => ` Refused for ${error.recipient}: ${words(error)}.`,
  )
  return `Taken by the relay: ${words({ response })}.${refusals.join('')}`
}

/**
 * Only an answer to this very mail can end it for good: 5yz to its envelope or its bytes (RFC 5321 §4.2.1). A relay
 * that lets nobody in (535), wants a sign-in or encryption first (530), is out of step (503) or not to be reached has
 * said nothing about the mail.
 */
function notTaken(error: NodemailerError, host: string): SendingEnd {
  const said = words(error)
  const { code = '', responseCode } = error
  if (code === 'EAUTH' || code === 'ENOAUTH' || responseCode === 530) {
    const reason = `The relay ${host} does not let us in (${said}). Check user and password in SMTP_URL.`
    return { end: 'later', reason }
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') {
    const putOff = responseCode !== undefined && (responseCode < 500 || responseCode === 503)
    return putOff
      ? { end: 'later', reason: `The relay put the mail off: ${said}.` }
      : { end: 'never', reason: `The relay refused the mail: ${said}.` }
  }
  return { end: 'later', reason: lineReason(code, said, host) }
}

function lineReason(code: string, said: string, host: string): string {
  if (/certificate|\bSSL|\bTLS/i.test(said))
    return `No encrypted line to the relay ${host} (${said}). Mend its certificate, or, if you trust the network in between, add ?tls.rejectUnauthorized=false to SMTP_URL.`
  if (code === 'EDNS' || code === 'ESOCKET')
    return `The relay ${host} cannot be reached (${said}). Check SMTP_URL.`
  return `The line to the relay ${host} broke (${code === 'EABORT' ? 'it took too long' : said}).`
}

/** One short line of what the relay, or the system, said. */
function words({ response, message }: { response?: string; message?: string }): string {
  const said = response || message || 'no answer'
  return said
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/\.$/, '')
    .slice(0, 300)
}
