import { createTransport } from 'nodemailer'
import { bad, type Finding, good, open, reasonOf } from './finding.ts'
import { isLoopback } from './settings.ts'

const patience = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 5000 }

/** Whether the relay answers and lets us in, as far as it can be told without sending a mail. */
export async function examineRelay(url: string | undefined): Promise<Finding> {
  if (!url)
    return open('relay', 'none, so mail waits in the outbox', 'Set SMTP_URL to send mail by it.')
  const { host, hostname, protocol } = new URL(url)
  const problem = await signIn(url, false)
  if (problem)
    return bad(
      'relay',
      `${host} does not take mail from us (${problem})`,
      'Check SMTP_URL: host, port, user and password.',
    )
  if (protocol === 'smtps:' || isLoopback(hostname) || !(await signIn(url, true)))
    return good('relay', `${host} answers and lets us in`)
  return bad(
    'relay',
    `${host} offers no encryption: mail, and the password, can be read on the way`,
    'Ask its operator for a port with TLS, and set SMTP_URL to smtps://… or a port with STARTTLS.',
  )
}

/** Null: it worked. */
async function signIn(url: string, requireTLS: boolean): Promise<string | null> {
  const relay = createTransport({ url, requireTLS, ...patience })
  try {
    await relay.verify()
    return null
  } catch (error) {
    return reasonOf(error)
  } finally {
    relay.close()
  }
}
