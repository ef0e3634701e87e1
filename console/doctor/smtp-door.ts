import { randomUUID } from 'node:crypto'
import type { Env } from '#core/env.ts'
import { bad, type Finding, good, open, reasonOf } from './finding.ts'
import { type Dialogue, openDialogue } from './smtp-dialogue.ts'

const check = 'mail in'

/** Where we find ourselves when we listen on every address. */
const ownAddress = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
])

/**
 * Whether the SMTP door is open and is ours: it knows the size we take, offers STARTTLS where we have a certificate,
 * takes mail for our mailbox and for nobody else. No mail is sent.
 */
export async function examineDoor(env: Env, mailbox: string | undefined): Promise<Finding> {
  const { SMTP_PORT: port, DESKWIRE_HOST, DESKWIRE_ROLES } = env
  if (!DESKWIRE_ROLES.includes('ingest'))
    return open(check, 'by another process: DESKWIRE_ROLES has no ingest here')
  if (port === 0) return open(check, 'on a free port, which only the running desk knows')
  const host = ownAddress.get(DESKWIRE_HOST) ?? DESKWIRE_HOST
  const place = `${host}:${port}`
  try {
    const door = await openDialogue(host, port, env.SMTP_PROXY_PROTOCOL.includes(host))
    const faults = await talk(door, env, mailbox).finally(door.close)
    if (faults.length === 0) return good(check, `${place} takes mail for us, and for nobody else`)
    return bad(
      check,
      `${place} ${faults.join('; ')}`,
      'Is it this desk, with these settings? Restart it, or stop the other program on that port.',
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED')
      return open(check, `nothing listens on ${place}`, 'Start the desk, and ask again.')
    return bad(
      check,
      `${place} does not answer as a mail server does (${reasonOf(error)})`,
      'See what runs on that port, and the log of the desk.',
    )
  }
}

/** What it does that our door would not. */
async function talk(door: Dialogue, env: Env, mailbox: string | undefined): Promise<string[]> {
  if (!door.greeting.startsWith('220 ')) return [`greets with “${door.greeting}”`]
  const offers = (await door.say('EHLO doctor.invalid')).toUpperCase()
  const hasTls = /^250[- ]STARTTLS$/m.test(offers)
  const faults = [
    !new RegExp(`^250[- ]SIZE ${env.SMTP_MAX_BYTES}$`, 'm').test(offers) &&
      `does not take mails of ${env.SMTP_MAX_BYTES} bytes`,
    hasTls !== (env.SMTP_TLS_CERT !== undefined) &&
      (hasTls ? 'offers STARTTLS without SMTP_TLS_CERT' : 'offers no STARTTLS'),
  ]
  if (hasTls && (await door.say('STARTTLS')).startsWith('220')) {
    await door.encrypt()
    await door.say('EHLO doctor.invalid')
  }
  await door.say('MAIL FROM:<>')
  const stranger = await door.say(`RCPT TO:<${randomUUID()}@doctor.invalid>`)
  faults.push(!stranger.startsWith('550') && `answers a stranger's address with “${stranger}”`)
  if (mailbox) {
    const known = await door.say(`RCPT TO:<${mailbox}>`)
    faults.push(!known.startsWith('250') && `answers ${mailbox} with “${known}”`)
  }
  await door.say('QUIT')
  return faults.filter((fault) => fault !== false)
}
