import { bareSubject, isForwardSubject } from '#core/tickets/reply-subject.ts'
import { parseMail } from './parse.ts'
import type { ParsedMail } from './parsed.ts'
import { findCopy } from './reply/forward.ts'
import { linesOfHtml } from './reply/html-lines.ts'
import { type Line, linesOf } from './reply/lines.ts'
import { foldTails } from './reply/tails.ts'
import { visibleText } from './reply-text.ts'
import { writtenAddresses } from './written-addresses.ts'
import { readWrittenDate } from './written-date.ts'

/** A mail that somebody passed on. */
export interface Forwarded {
  comment: string // What the forwarder wrote above it, without their signature.
  original: Original | null // Null: plainly passed on, but not to be read whose it was.
}

interface Original {
  mail: ParsedMail // As its author sent it, as far as that can be told. Copied text has no HTML, files or header.
  visible: string // Its text without quotes and signature.
  attached: boolean // It came whole, as a file, with its own Message-ID.
}

/**
 * The mail that this one forwards, as copied text in any form of which the headers can be told, or as a file. Null: it
 * forwards nothing. An answer, whose author is among those it is written to, is no forward, however much it quotes.
 */
export async function forwardedOf(mail: ParsedMail): Promise<Forwarded | null> {
  const marked = isForwardSubject(mail.subject)
  const inText = copiedIn(mail, mail.text, linesOf(mail.text))
  if (inText?.original) return inText
  const attached = await attachedTo(mail, marked)
  if (attached) return attached
  const html = mail.html && (inText || marked) ? linesOfHtml(mail.html) : null
  const inHtml = html && copiedIn(mail, html.text, html.lines)
  if (inHtml?.original) return inHtml
  return inText ?? inHtml ?? (marked ? { comment: visibleText(mail), original: null } : null)
}

function copiedIn(mail: ParsedMail, text: string, lines: Line[]): Forwarded | null {
  const copy = findCopy(lines)
  if (!copy) return null
  const people = (field: 'from' | 'to' | 'cc') => writtenAddresses(copy.fields.get(field) ?? '')
  const [from] = people('from')
  const readers = [...mail.to, ...mail.cc].map(({ address }) => address.toLowerCase())
  if (!copy.titled && (!from || readers.includes(from.address.toLowerCase()))) return null
  const comment = saidIn(text, lines.slice(0, copy.at))
  if (!from) return { comment, original: null }
  const original: ParsedMail = {
    ...mail, // It keeps the names of the forward, which are the only ones there are.
    from,
    fromCount: 1,
    replyTo: [],
    to: people('to'),
    cc: people('cc'),
    deliveredTo: [],
    subject: copy.fields.get('subject') || bareSubject(mail.subject),
    date: readWrittenDate(copy.fields.get('sent') ?? '', offsetOf(mail)),
    text: unquoted(text, lines.slice(copy.from, copy.to), copy.depth),
    html: null,
    attachments: [],
    headers: [],
    notes: [],
  }
  return { comment, original: { mail: original, visible: visibleText(original), attached: false } }
}

/** What the forwarder wrote, without signature and banners. */
function saidIn(text: string, lines: readonly Line[]): string {
  foldTails(lines)
  const kept = lines.filter(({ kind }) => kind === null)
  return kept
    .map(({ start, end }) => text.slice(start, end))
    .join('')
    .trim()
}

function unquoted(text: string, lines: readonly Line[], depth: number): string {
  const marks = new RegExp(`^(?:[ \\t]{0,8}[>＞] ?){0,${depth}}`)
  return lines
    .map(({ start, end }) => text.slice(start, end).replace(marks, ''))
    .join('')
    .trim()
}

/** Programs write the dates of others in the zone of those whom they serve. */
function offsetOf({ headers }: ParsedMail): number {
  const date = headers.find(({ name }) => name === 'date')?.value ?? ''
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)\s*(?:\(|$)/.exec(date) ?? []
  const offset = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return sign === '-' ? -offset : offset
}

const maxAttached = 26_214_400

/**
 * One mail as a file is a forward when the subject says so or is the file's own, or when nothing is written beside it.
 * Somebody who describes a mail and attaches it asks in their own name.
 */
async function attachedTo(mail: ParsedMail, marked: boolean): Promise<Forwarded | null> {
  const files = mail.attachments.filter(({ contentType }) =>
    /^message\/(rfc822|global)$/.test(contentType),
  )
  const [file] = files
  if (!file) return null
  const comment = visibleText(mail)
  const unread = marked ? { comment, original: null } : null
  if (files.length > 1 || file.content.length > maxAttached) return unread
  const inner = await parseMail(file.content).catch(() => null)
  if (!inner?.from || inner.fromCount !== 1) return unread
  const same = bareSubject(inner.subject) === bareSubject(mail.subject)
  if (!marked && !same && comment) return null
  return { comment, original: { mail: inner, visible: visibleText(inner), attached: true } }
}
