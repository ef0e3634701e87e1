import { buffer } from 'node:stream/consumers'
import type { Disk } from 'flydrive'
import type { Attachment } from 'nodemailer'
import DKIM from 'nodemailer/lib/dkim'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { App } from '#core/app.ts'
import { safeFileName } from '#core/files/file-name.ts'
import { readKeptFile } from '#core/files/keep.ts'
import { bodyOf } from '#core/mails/body.ts'
import { openDkimKey } from '#core/mails/dkim-keys.ts'
import type { Draft, DraftFile } from '#core/mails/draft.ts'
import { replyAddress } from '#core/mails/reply-token.ts'
import { shortName } from '#core/people/find-or-add.ts'
import { requesterLink } from '#core/tickets/requester-link.ts'
import type { OutboundKind } from '#db/schema/enums.ts'

/** How automatic mail says what it is, so that no program answers it (RFC 3834 §5, and Exchange's own word for it). */
export const markers: Record<OutboundKind, Record<string, string>> = {
  reply: {},
  acknowledgement: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
  notice: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
}

/**
 * The bytes of a mail, ready for the wire: CRLF, no line above 998 bytes, headers that say no more than they must,
 * signed where its domain has a key. Names and addresses go in apart, so that no text can become an address, and no
 * header can begin inside another.
 */
export async function composeMail(
  app: Pick<App, 'files' | 'keys' | 'clock' | 'env'>,
  draft: Draft,
): Promise<Buffer> {
  const leave = leaveLink(app, draft)
  const { text, html } = bodyOf(draft, leave)
  const asAddress = (address: string) => ({ name: '', address })
  const from = { name: shortName(draft.from.name), address: draft.from.address }
  const answers = replyAddress(app.keys, from.address, draft.ticketId)
  const mail = new MailComposer({
    from,
    to: draft.to.map(asAddress),
    cc: draft.cc.map(asAddress),
    ...(answers && { replyTo: { ...from, address: answers } }),
    subject: draft.subject,
    messageId: `<${draft.headerMessageId}>`,
    inReplyTo: draft.references.at(-1),
    // Itself too: some relays give a mail another Message-ID, and answers then name this one all the same.
    references: [...draft.references, draft.headerMessageId],
    headers: {
      ...markers[draft.kind],
      ...(leave && { 'List-Unsubscribe': { prepared: true, value: `<${leave}>` } }),
    },
    date: app.clock(),
    text,
    html,
    encoding: 'quoted-printable',
    newline: 'win',
    attachments: await Promise.all(draft.files.map((file) => attachmentOf(file, draft, app.files))),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return signed(app, draft, await mail.compile().build())
}

/**
 * Where whoever is in Cc asks for no more (RFC 2369 §3.2). Not in one click (RFC 8058): all get the same bytes, so the
 * link does not know who presses it, and must ask.
 */
function leaveLink({ keys, clock, env }: Pick<App, 'keys' | 'clock' | 'env'>, draft: Draft) {
  if (draft.cc.length === 0) return undefined
  return requesterLink({ keys, now: clock(), address: env }, 'unsubscribe', draft.ticketId)
}

/** The mail with the signature of its domain, where that has a key. */
export function signed(
  { keys }: Pick<App, 'keys'>,
  { signer }: Pick<Draft, 'signer'>,
  mail: Buffer,
): Promise<Buffer> {
  if (!signer) return Promise.resolve(mail)
  const dkim = new DKIM({
    domainName: signer.domain,
    keySelector: signer.selector,
    privateKey: openDkimKey(keys, signer),
  })
  return buffer(dkim.sign(mail))
}

async function attachmentOf(file: DraftFile, draft: Draft, files: Disk): Promise<Attachment> {
  const shownInText = file.inline && file.contentId && draft.html?.includes(`cid:${file.contentId}`)
  return {
    filename: safeFileName(file.filename),
    content: await readKeptFile(files, file.sha256),
    contentType: safeType(file.contentType),
    contentDisposition: shownInText ? 'inline' : 'attachment',
    contentTransferEncoding: 'base64',
    ...(shownInText && { cid: file.contentId ?? undefined }),
  }
}

/** Parts of these two kinds may not be base64 (RFC 2046 §5), and as anything else their bytes would not stay. */
function safeType(contentType: string): string {
  const isPlain = /^(?!message\/|multipart\/)[\w.+-]+\/[\w.+-]+$/i.test(contentType)
  return isPlain ? contentType : 'application/octet-stream'
}
