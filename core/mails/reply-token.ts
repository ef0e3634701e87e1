import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { KeyRing } from '#core/key-ring.ts'
import type { CanaryId, MessageId, OutboundId, TicketId } from '#db/schema/columns.ts'

/**
 * Names that only this desk can have given: Message-IDs, reply addresses and return paths, each signed with 130 bits of
 * HMAC-SHA256 in lower-case base32, so that they survive mail systems that change the case of letters. The newest key
 * signs, all of them verify, and a signature for one purpose is worth nothing for another. What is wrong, cut off or
 * of another desk is no token; it is never an error.
 */
const signatureChars = 26
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567' // RFC 4648 §6, in lower case.
const maxLocalPart = 64 // RFC 5321 §4.5.3.1.1.

interface Signed {
  ticketId: TicketId
  messageId: MessageId
}

/**
 * A Message-ID, without brackets: `t1042.m77.<key id>.<signature>@domain`.
 * @param copy more than 0 for a mail that goes out again to another address: two mails never have one name
 */
export function signMessageId(
  keys: KeyRing,
  { ticketId, messageId }: Signed,
  domain: string,
  copy = 0,
): string {
  const named = `t${ticketId}.m${messageId}${copy > 0 ? `.c${copy}` : ''}`
  const [key] = keysOf(keys)
  return `${named}.${keyId(key)}.${signature(key, `message-id:${named}`)}@${domain}`
}

/** The message of ours that a Message-ID names, with or without brackets; null: it is not ours. */
export function verifyMessageId(keys: KeyRing, id: string): Signed | null {
  const found =
    /^<?(t([1-9]\d{0,9})\.m([1-9]\d{0,9})(?:\.c\d{1,6})?)\.([a-z2-7]{4})\.([a-z2-7]{26})@[^@]+$/.exec(
      id.slice(0, 1000).toLowerCase(),
    )
  if (!found) return null
  const [, named, ticket, message, of, given = ''] = found
  const known = keysOf(keys).filter((key) => keyId(key) === of)
  if (!isSignedBy(known, `message-id:${named}`, given)) return null
  return { ticketId: Number(ticket) as TicketId, messageId: Number(message) as MessageId }
}

/** Where answers to a ticket go: `help+r1042-<signature>@desk.example`. Null: the mailbox has no room for it. */
export function replyAddress(keys: KeyRing, mailbox: string, ticketId: TicketId): string | null {
  return tagged(keys, mailbox, 'r', ticketId)
}

/** The ticket whose reply address this is; null: of none, or it was not given by us. */
export function verifyReplyToken(keys: KeyRing, address: string): TicketId | null {
  return untagged(keys, address, 'r') as TicketId | null
}

/** The envelope sender that brings a bounce back to its mail: `help+b77-<signature>@desk.example`. Null: as above. */
export function returnPath(keys: KeyRing, mailbox: string, id: OutboundId): string | null {
  return tagged(keys, mailbox, 'b', id)
}

/** The mail whose return path this is; null: of none. */
export function verifyReturnPath(keys: KeyRing, address: string): OutboundId | null {
  return untagged(keys, address, 'b') as OutboundId | null
}

/** The Message-ID, without brackets, of a mail that the desk sends to itself: `c77.<signature>@domain`. */
export function signCanary(keys: KeyRing, id: CanaryId, domain: string): string {
  const [key] = keysOf(keys)
  return `c${id}.${signature(key, `canary:${id}`)}@${domain}`
}

/** The canary whose Message-ID this is; null: of none. */
export function verifyCanary(keys: KeyRing, messageId: string): CanaryId | null {
  const [, id, given = ''] =
    /^<?c([1-9]\d{0,9})\.([a-z2-7]{26})@[^@]+$/.exec(messageId.slice(0, 1000).toLowerCase()) ?? []
  return id && isSignedBy(keysOf(keys), `canary:${id}`, given) ? (Number(id) as CanaryId) : null
}

type Tag = 'r' | 'b'

/** A mailbox that has a plus in it already keeps it: what stands behind the first belongs to nobody else. */
function tagged(keys: KeyRing, mailbox: string, tag: Tag, id: number): string | null {
  const [key] = keysOf(keys)
  const at = mailbox.lastIndexOf('@')
  const local = `${mailbox.slice(0, at)}+${tag}${id}-${signature(key, `${tag}:${id}`)}`
  const fits = local.length <= maxLocalPart && !mailbox.slice(0, at).includes('+')
  return fits ? `${local}${mailbox.slice(at)}` : null
}

function untagged(keys: KeyRing, address: string, tag: Tag): number | null {
  const found = /\+([a-z])([1-9]\d{0,9})-([a-z2-7]{26})@[^@]*$/.exec(
    address.slice(0, 1000).toLowerCase(),
  )
  if (!found || found[1] !== tag) return null
  const id = Number(found[2])
  return isSignedBy(keysOf(keys), `${tag}:${id}`, found[3] ?? '') ? id : null
}

function keysOf(keys: KeyRing): [Buffer, ...Buffer[]] {
  const [newest, ...older] = keys.keysFor('mail')
  if (!newest) throw new Error('The key ring is empty')
  return [newest, ...older]
}

function isSignedBy(keys: readonly Buffer[], what: string, given: string): boolean {
  return keys.some((key) => timingSafeEqual(Buffer.from(signature(key, what)), Buffer.from(given)))
}

function signature(key: Buffer, what: string): string {
  return base32(createHmac('sha256', key).update(what).digest()).slice(0, signatureChars)
}

/** Tells keys apart without telling anything about them. */
function keyId(key: Buffer): string {
  return base32(createHash('sha256').update('key id').update(key).digest()).slice(0, 4)
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('')
}
