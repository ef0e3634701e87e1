import nodemailer, {
  type SMTPPoolOptions,
  type SMTPPoolSentMessageInfo,
  type Transporter,
} from 'nodemailer'
import type { App } from '#core/app.ts'

type Relay = Transporter<SMTPPoolSentMessageInfo, SMTPPoolOptions>

const relays = new WeakMap<App, Relay>()

/** The desk's open lines to its relay, made at first use. Every wait in it is shorter than the lock on a mail. */
export function relayOf(app: App, url: string): Relay {
  const open = relays.get(app)
  if (open) return open
  const relay = nodemailer.createTransport({
    pool: true,
    url,
    maxConnections: 8, // As many as jobs are done at once: no mail waits for a line while its lock runs.
    maxRequeues: 1, // Over a line that the relay had closed meanwhile, before a byte of the mail was sent.
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    dnsTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  relays.set(app, relay)
  return relay
}

/** Hangs up, once no more mail is being sent. */
export function closeTransport(app: App): void {
  relays.get(app)?.close({ force: true })
  relays.delete(app)
}
