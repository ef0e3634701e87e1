import { createHash } from 'node:crypto'
import type { ParsedMail } from '#ingest/mail/parsed.ts'

/**
 * The same for the same mail however often and by whatever way it comes: who wrote it, its Message-ID and its
 * content. What relays add or may rewrite on the way (headers, line ends, blanks) does not count; the Message-ID alone
 * never decides, because anyone can send one that they have seen.
 * @param files the SHA-256 of each attachment
 */
export function fingerprintOf(mail: ParsedMail, files: readonly string[]): string {
  const hash = createHash('sha256')
  const parts = [
    mail.from?.address.toLowerCase() ?? '',
    mail.messageId,
    mail.subject,
    mail.text,
    mail.html ?? '',
    ...files,
  ]
  for (const part of parts) hash.update(part.replace(/\s+/g, ' ').trim()).update('\0')
  return hash.digest('hex')
}
