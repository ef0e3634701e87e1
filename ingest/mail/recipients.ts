import { storable } from '#core/storable.ts'
import type { ParsedMail } from './parsed.ts'

/** Where else mail systems write down whom a mail was for, beside the fields that `ParsedMail` knows. */
const further = new Set([
  'apparently-to',
  'bcc',
  'resent-to',
  'resent-cc',
  'x-delivered-to',
  'x-forwarded-for',
  'x-forwarded-to',
  'x-rcpt-to',
  'x-real-to',
])
const maxRecipients = 500

/** Every address that a mail was sent to, of the envelope first, in lower case: what we signed may be in any of them. */
export function recipientsOf(mail: ParsedMail, envelopeTo: readonly string[]): string[] {
  const known = [...mail.to, ...mail.cc].map(({ address }) => address)
  const loose = mail.headers.filter(({ name }) => further.has(name)).flatMap(addressesIn)
  const all = [...envelopeTo, ...mail.deliveredTo, ...known, ...loose]
  return [...new Set(all.slice(0, maxRecipients).map((one) => storable(one.toLowerCase(), 320)))]
}

/** Some list addresses with blanks between them, some as To does. */
function addressesIn({ value }: { value: string }): string[] {
  const words = value.slice(0, 5000).split(/[\s<>,;:"()]+/)
  return words.filter((word) => word.includes('@') && word.length <= 320)
}
