import { createHash } from 'node:crypto'
import { storable } from '#core/storable.ts'
import type { ParsedMail } from '#ingest/mail/parsed.ts'

/** Enough to find any conversation again, and few enough that a mail of a thousand references asks little. */
const maxNames = 50

/**
 * The Message-IDs a mail names, nearest first: In-Reply-To, then References from the last to the first
 * (RFC 5322 §3.6.4). Of very many the first, which began the conversation, and the last are taken.
 */
export function namesOf(mail: ParsedMail): string[] {
  const all = [...mail.inReplyTo, ...mail.references.toReversed()]
  const names = [...new Set(all.filter((id) => id !== mail.messageId).map(shortId))]
  if (names.length <= maxNames) return names
  return [...names.slice(0, maxNames - 1), ...names.slice(-1)]
}

/**
 * A Message-ID as it is kept and compared. One that is longer than any honest one is told from others by its hash,
 * because an index takes no value of more than 2,700 bytes.
 */
export function shortId(id: string): string {
  if (id.length <= 500) return storable(id)
  return `${storable(id, 400)}…${createHash('sha256').update(id).digest('hex')}`
}

/** The mailing list a mail came by: its address for posts (RFC 2369 §3.4) and the one its List-Id spells (RFC 2919). */
export function listAddresses(mail: ParsedMail): string[] {
  const field = (name: string) => mail.headers.find((header) => header.name === name)?.value ?? ''
  const post = /<mailto:([^>?]+)/i.exec(field('list-post'))?.[1]
  const [, name, host] = /<([^<>.@\s]+)[.@]([^<>@\s]+)>\s*$/.exec(field('list-id')) ?? []
  return [...(post ? [post] : []), ...(name && host ? [`${name}@${host}`] : [])]
}

/** The tickets that a subject names as our own mail does: `[#1042]`. */
export function subjectNumbers(subject: string): number[] {
  const found = [...subject.matchAll(/\[#([1-9]\d{0,9})\]/g)].slice(0, 5)
  return found.map(([, number]) => Number(number)).filter((number) => number <= 0x7fffffff)
}
