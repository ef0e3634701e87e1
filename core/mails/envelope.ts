import type { Reader } from '#core/app.ts'
import { mailboxOf, ownAddresses, type Recipient } from './recipients.ts'

/** What a mail that lost its envelope is taken in with. */
export interface Envelope {
  envelopeFrom: string
  envelopeTo: string[]
  recipients: Recipient[]
}

/** Stands for a sender that nobody can find: an empty one would say that the mail is a bounce. RFC 2606 §2. */
const nobody = 'unknown@sender.invalid'

/** Where a mail was delivered tells more than whom it was written to. */
const delivered = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to']
const addressed = ['to', 'cc', 'bcc']

const maxHeaderBytes = 100_000
const maxRecipients = 200

/**
 * Whom a mail says it is from: its Return-Path, as a mailbox keeps it, else its first From. Empty only for the null
 * sender of bounces, `Return-Path: <>` (RFC 5321 §4.5.5).
 */
export function senderOf(raw: Buffer): string {
  const fields = fieldsOf(raw)
  const field = (name: string) => fields.find((one) => one.name === name)?.value
  const returnPath = field('return-path')?.trim()
  if (returnPath === '<>') return ''
  return addressIn(returnPath ?? '') || addressIn(field('from') ?? '') || nobody
}

/** The mailboxes of ours that a mail says it was delivered to, else those it was written to. */
export async function recipientsOf(
  db: Reader,
  raw: Buffer,
): Promise<Pick<Envelope, 'envelopeTo' | 'recipients'>> {
  const fields = fieldsOf(raw)
  for (const names of [delivered, addressed]) {
    const values = fields.filter(({ name }) => names.includes(name)).map(({ value }) => value)
    const words = values.flatMap((value) => value.split(/[\s<>()[\],;:"\\]+/))
    const named = words.filter((word) => word.includes('@'))
    const found = await ourMailboxes(db, named)
    if (found.recipients.length > 0) return found
  }
  return { envelopeTo: [], recipients: [] }
}

/** Those of many addresses that are ours, with their mailboxes. */
export async function ourMailboxes(
  db: Reader,
  addresses: readonly string[],
): Promise<Pick<Envelope, 'envelopeTo' | 'recipients'>> {
  const named = [...new Set(addresses.slice(0, maxRecipients).map((one) => one.toLowerCase()))]
  const envelopeTo = [...(await ownAddresses(db, named))]
  const found = await Promise.all(envelopeTo.map((address) => mailboxOf(db, address)))
  return { envelopeTo, recipients: found.filter((one) => one !== undefined) }
}

function fieldsOf(raw: Buffer): { name: string; value: string }[] {
  const heading = raw.subarray(0, maxHeaderBytes).toString('latin1')
  const end = heading.search(/\r?\n\r?\n/)
  return heading
    .slice(0, end < 0 ? undefined : end)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .map((line) => {
      const colon = line.indexOf(':')
      return { name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1) }
    })
}

function addressIn(field: string): string {
  const inBrackets = field.lastIndexOf('<') >= 0 ? field.slice(field.lastIndexOf('<') + 1) : field
  const address = inBrackets.replace(/>.*$/s, '').trim()
  return /^[^\s<>,;"@]+@[^\s<>,;"@]+$/.test(address) ? address : ''
}
