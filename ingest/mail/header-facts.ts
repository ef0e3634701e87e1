import type { ParsedMail } from './parsed.ts'

/** The first field of that name, in lower case and without blanks around it; empty where there is none. */
export function headerOf(mail: ParsedMail, name: string): string {
  return (mail.headers.find((header) => header.name === name)?.value ?? '').trim().toLowerCase()
}

export function hasHeader(mail: ParsedMail, name: string): boolean {
  return mail.headers.some((header) => header.name === name)
}

/** Mailing lists mark their posts (RFC 2369, RFC 2919); what people write there is written by people. */
export function isListPost(mail: ParsedMail): boolean {
  return ['list-id', 'list-post', 'mailing-list', 'x-mailing-list'].some((name) =>
    hasHeader(mail, name),
  )
}

/** Mail without a return path wants no answer at all (RFC 5321 §4.5.5): reports and automatic replies. */
export function hasNullSender(mail: ParsedMail, envelope: { from: string }): boolean {
  return envelope.from.replace(/[<>\s]/g, '') === '' || headerOf(mail, 'return-path') === '<>'
}

const daemon =
  /^(?:mailer[-._]?daemon|mail[-._]?daemon|mdaemon|daemon|mailer|p[\w.]{0,2}stmaster|post_master|mail[-._]?delivery(?:[-._]?(?:sub)?system)?|mailsystem|mail[-._]?admin|complaints?-?bounces?)$/
const daemonName =
  /^(?:mail(?:er)? (?:delivery (?:sub)?system|daemon|administrator)|mail delivery service|postmaster|system administrator|internet mail delivery|système de distribution|メール配信)/i

/** Whether a mail system signs it: MAILER-DAEMON, postmaster and their kin. */
export function isFromDaemon(mail: ParsedMail): boolean {
  const { address = '', name = '' } = mail.from ?? {}
  const local = address.slice(0, address.lastIndexOf('@')).toLowerCase()
  return (
    daemon.test(local) ||
    daemonName.test(name) ||
    (!mail.from && /mailer-daemon|postmaster/.test(headerOf(mail, 'from')))
  )
}
