import { createHash } from 'node:crypto'
import { storable } from '#core/storable.ts'
import { parseAddresses } from './address.ts'
import { attachedMails } from './attached-mails.ts'
import { readBody } from './body.ts'
import { decodeBytes, normalized } from './charset.ts'
import { parseDate } from './date.ts'
import { decodeParts } from './decode-parts.ts'
import { decodeWords } from './encoded-words.ts'
import { limits } from './limits.ts'
import { messageIds } from './message-ids.ts'
import { oneLine } from './one-line.ts'
import type { MailAddress, ParsedMail } from './parsed.ts'
import { sniffFew } from './sniff-charset.ts'
import { type Part, readStructure } from './structure.ts'

/**
 * Reads a raw mail of any make. What is broken is read as it was meant, with a note; only a mail over
 * one of `limits` is refused, by an error whose message says which. Pure: same bytes, same result.
 */
export function parseMail(raw: Buffer): Promise<ParsedMail> {
  return readMail(raw, 0)
}

/** @param depth how many mails it is attached within */
async function readMail(raw: Buffer, depth: number): Promise<ParsedMail> {
  const bytes = raw.includes(0x0a)
    ? raw
    : Buffer.from(raw.toString('latin1').replaceAll('\r', '\n'), 'latin1')
  const notes: string[] = []
  const root = readStructure(bytes)
  const leaves = leavesOf(root)
  const contents = await decodeParts(bytes, leaves)
  const body = readBody(
    root,
    new Map(leaves.map((leaf, i) => [leaf, contents[i] ?? Buffer.alloc(0)])),
    notes,
  )
  const attached = await attachedMails(body.files, depth, (inner) => readMail(inner, depth + 1))
  notes.push(...attached.notes)
  const hint = normalized(root.typeField.params.get('charset') ?? null) ?? body.charset
  const sniff = sniffFew()
  const readable = (value: string) =>
    storable(decodeBytes(Buffer.from(value, 'latin1'), null, hint, sniff))
  const all = (name: string) =>
    root.fields.filter((field) => field.name === name).map(({ value }) => value)
  const first = (name: string) => all(name)[0] ?? ''
  const people = (...names: string[]): MailAddress[] =>
    names
      .flatMap(all)
      .flatMap((value) => parseAddresses(value, hint))
      .slice(0, limits.addresses)
  const fromCount = all('from').length
  if (fromCount > 1)
    notes.push(`It has ${fromCount} From fields; the first is shown, none is trusted.`)
  if (root.fields.length === 0) notes.push('It has no header.')
  const date = parseDate(first('date'))
  if (!date) notes.push(first('date') ? 'Its date cannot be read.' : 'It has no date.')
  const ids = messageIds(first('message-id'))
  return {
    messageId: ids[0] ?? madeId(root, bytes),
    hasMessageId: ids[0] !== undefined,
    inReplyTo: messageIds(all('in-reply-to').join(' ')),
    references: messageIds(all('references').join(' ')),
    subject: oneLine(decodeWords(first('subject'), hint))
      .slice(0, 2000)
      .toWellFormed(),
    from: people('from')[0] ?? null,
    fromCount,
    replyTo: people('reply-to'),
    to: people('to'),
    cc: people('cc'),
    deliveredTo: people('delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to').map(
      ({ address }) => address,
    ),
    date,
    text: body.text,
    html: body.html,
    attachments: [...body.files, ...attached.files],
    headers: root.fields.map(({ name, value }) => ({ name, value: readable(value) })),
    notes,
  }
}

function leavesOf(part: Part): Part[] {
  return part.children.length > 0 ? part.children.flatMap(leavesOf) : [part]
}

/** Of what the sender wrote, without what relays add, so that a second delivery gets the same name. */
function madeId(root: Part, raw: Buffer): string {
  const hash = createHash('sha256')
  for (const { name, value } of root.fields) {
    if (['from', 'to', 'cc', 'subject', 'date'].includes(name)) hash.update(`${name}:${value}\n`)
  }
  return `${hash.update(raw.subarray(root.from)).digest('hex').slice(0, 40)}@content.invalid`
}
