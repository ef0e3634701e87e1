import { parseAddresses } from './address.ts'
import type { MailAddress } from './parsed.ts'

/** Addresses as mail programs write them out for people: `Ada [mailto:ada@x]`, `Ada (ada@x)`, `ada@x<mailto:ada@x>`. */
export function writtenAddresses(source: string): MailAddress[] {
  const plain = source
    .slice(0, 5000)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff*]/g, '')
    .replace(/\[(?:mailto:)?([^\s[\]@]{1,80}@[^\s[\]@]{1,250})\]/gi, '<$1>')
    .replace(/\(([^\s()@]{1,80}@[^\s()@]{1,250})\)/g, '<$1>')
    .replace(/<mailto:[^<>]{0,300}>/gi, (link, at: number, all: string) =>
      all.slice(0, at).includes('@') ? '' : link,
    )
  return parseAddresses(Buffer.from(plain).toString('latin1'))
}
