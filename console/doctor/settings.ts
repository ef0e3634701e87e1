import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Env } from '#core/env.ts'
import { bad, type Finding, good, open, reasonOf } from './finding.ts'

const dayMs = 86_400_000
const renewDays = 14 // What renews by itself has done so by then: 30 days before the end, as ACME clients do.

/** Whether only this machine can be meant. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[?::1\]?)$/i.test(host)
}

export function examineAddress({ PUBLIC_URL: url, DESKWIRE_HOST: host }: Env): Finding {
  if (url) {
    const { protocol, hostname } = new URL(url)
    if (protocol === 'https:' || isLoopback(hostname)) return good('address', url)
    return bad(
      'address',
      `${url} is not encrypted: passwords and sessions can be read on the way`,
      'Put a proxy with a certificate before the console, and its https:// address into PUBLIC_URL.',
    )
  }
  const mend = 'Set PUBLIC_URL to how people reach the console.'
  return isLoopback(host)
    ? open('address', 'links lead to localhost, where only this machine finds the desk', mend)
    : bad('address', `the desk listens on ${host}, and its links lead to localhost`, mend)
}

export async function examineSecret(env: Env, dataDir: string): Promise<Finding> {
  if (env.DESKWIRE_SECRET) return good('secret', 'given by DESKWIRE_SECRET')
  const file = join(dataDir, 'secret')
  const others = (await stat(file)).mode & 0o077
  if (others === 0 || process.platform === 'win32') return good('secret', `only you read ${file}`)
  return bad(
    'secret',
    `other users of this machine may read ${file}`,
    `Run: chmod 600 ${file}. If somebody may have read it, replace it and keep the old one behind it: DESKWIRE_SECRET=new,old`,
  )
}

/** The certificate that mail in is encrypted with. */
export async function examineCertificate(env: Env, now: Date): Promise<Finding> {
  const { SMTP_TLS_CERT: cert, SMTP_TLS_KEY: key } = env
  const check = 'certificate'
  if (!cert || !key)
    return open(
      check,
      'none, so mail comes in unencrypted',
      'Give SMTP_TLS_CERT and SMTP_TLS_KEY, unless a server of yours stands before the desk.',
    )
  try {
    const { validTo, checkPrivateKey, ...names } = await readCertificate(cert)
    const fits = checkPrivateKey(createPrivateKey(await readFile(key)))
    if (!fits)
      return bad(check, `${key} does not belong to ${cert}`, 'Give both of the same certificate.')
    const days = Math.floor((Date.parse(validTo) - now.getTime()) / dayMs)
    if (days >= renewDays) return good(check, `${names.subject} until ${validTo}`)
    const when = days < 0 ? `ended ${validTo}` : `ends in ${days} days`
    return bad(check, `${cert} ${when}`, 'Renew it, and restart the desk so that it is read again.')
  } catch (error) {
    return bad(
      check,
      `${cert} and ${key} cannot be used (${reasonOf(error)})`,
      'Give PEM files that the desk may read in SMTP_TLS_CERT and SMTP_TLS_KEY.',
    )
  }
}

async function readCertificate(file: string) {
  const certificate = new X509Certificate(await readFile(file))
  return {
    subject: certificate.subject.replaceAll('\n', ', '),
    validTo: certificate.validTo,
    checkPrivateKey: certificate.checkPrivateKey.bind(certificate),
  }
}
