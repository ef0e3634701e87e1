import { createHash } from 'node:crypto'
import type { Relative } from '#core/mails/relatives.ts'
import { storable } from '#core/storable.ts'
import type { TicketId } from '#db/schema/columns.ts'
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

interface Thread {
  ticketId: TicketId
  belongs: boolean // False: the mail answers a conversation that its sender takes no part in.
}

/**
 * The conversation a mail goes on with; undefined: it begins one. The nearest message it names decides, and of several
 * with one Message-ID the one whose ticket has the sender in it: nobody can lay claim to somebody else's answer by
 * sending its Message-ID first. A mail that names nothing known joins the answers to it that came before it.
 */
export function threadOf(
  { messageId, names }: { messageId: string; names: readonly string[] },
  relatives: readonly Relative[],
): Thread | undefined {
  const rank = ({ headerMessageId }: Relative) => names.indexOf(headerMessageId ?? '')
  const parents = relatives
    .filter((one) => rank(one) >= 0)
    .toSorted((a, b) => rank(a) - rank(b) || Number(b.byUs) - Number(a.byUs) || a.id - b.id)
  const children = relatives.filter((one) => rank(one) < 0 && one.headerMessageId !== messageId)
  const home = parents.find((one) => one.withSender)
  if (home) return { belongs: true, ticketId: home.ticketId }
  const [strange] = parents
  if (strange) return { belongs: false, ticketId: strange.ticketId }
  const child = children.find((one) => one.withSender)
  return child && { belongs: true, ticketId: child.ticketId }
}

/** The conversation of ours that an automatic mail is about: it answers nothing but what we have sent. */
export function aboutOurs(
  names: readonly string[],
  relatives: readonly Relative[],
): TicketId | undefined {
  const named = relatives.filter((one) => one.byUs && names.includes(one.headerMessageId ?? ''))
  return named[0]?.ticketId
}
