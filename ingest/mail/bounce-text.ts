import { messageIds } from './message-ids.ts'
import type { MailHeader, ParsedMail } from './parsed.ts'
import { readHeader } from './read-header.ts'

/** The mail that came back: the header of the original, as far as the report has it. */
export type Original = MailHeader[]

const maxSaid = 20_000
const copyLine =
  /^[\s>*-]*(?:this is a copy of (?:the|your) message|below this line is a copy|a copy of (?:the|your) (?:original )?message|(?:the )?(?:headers? of the )?original message (?:is following|follows|headers|text)|your (?:original )?message (?:follows|reads)|---+ ?(?:original|returned|undelivered|unsent) (?:message|mail)|message (?:header|text) follows|included is a copy of|ここから|以下.{0,20}元のメッセージ)/i
const headerLine =
  /^[\s>|]{0,4}(?:Received|Return-Path|Message-ID|DKIM-Signature|MIME-Version|X-Mailer|Content-Type|Delivered-To): ?\S/i

/** What the mail system itself says, without the copy of the original that often follows. */
export function reportText(mail: ParsedMail): string {
  return mail.text.slice(0, copyStart(mail.text)).slice(0, maxSaid)
}

function copyStart(text: string): number {
  let at = 0
  for (const line of text.split('\n')) {
    const start = line.slice(0, 200)
    if (at > maxSaid || copyLine.test(start) || headerLine.test(start)) return at
    at += line.length + 1
  }
  return at
}

/** The header of the original: from its own part, or from the copy in the text. */
export function originalOf(mail: ParsedMail): Original {
  const part = mail.attachments.find(({ contentType }) =>
    /^(?:message\/(?:rfc822|global|partial)|(?:text|message)\/(?:rfc822|global)-?headers?)/.test(
      contentType,
    ),
  )
  const copy = mail.text.slice(copyStart(mail.text), copyStart(mail.text) + 60_000)
  const source =
    part?.content ??
    Buffer.from(
      copy
        .slice(Math.max(copy.search(/^[\s>|]{0,4}[\w-]+: ?\S/m), 0))
        .replace(/^[ \t>|]{1,4}(?=[\w-]+:)/gm, ''),
    )
  return readHeader(source, 0, Math.min(source.length, 60_000)).fields
}

/** Which mails of ours a report is about, the likeliest first. */
export function originalIds(mail: ParsedMail, original: Original): string[] {
  const named = (fields: MailHeader[], ...names: string[]) =>
    fields.filter(({ name }) => names.includes(name)).flatMap(({ value }) => messageIds(value))
  const quoted = [
    ...mail.text.matchAll(/^[\s>|]{0,8}(?:X-)?(?:Original-)?Message-I[dD]:\s*(<[^<>\s]{1,500}>)/gm),
  ].slice(0, 20)
  const reports = mail.attachments.filter(({ contentType }) =>
    contentType.endsWith('delivery-status'),
  )
  const inReports = reports.flatMap(({ content }) => [
    ...content
      .toString('latin1')
      .slice(0, 50_000)
      .matchAll(/^X-(?:Postfix-)?Original-Message-ID:\s*(?:rfc822;\s*)?(<[^<>\s]{1,500}>)/gim),
  ])
  return [
    ...new Set([
      ...named(original, 'message-id', 'x-original-message-id'),
      ...[...inReports, ...quoted].map((match) => (match[1] ?? '').slice(1, -1)),
      ...named(mail.headers, 'x-original-message-id'),
      ...mail.inReplyTo,
      ...mail.references.toReversed(),
    ]),
  ]
    .filter((id) => id !== mail.messageId)
    .slice(0, 50)
}
