import { limits } from './limits.ts'
import type { MailFile, ParsedMail } from './parsed.ts'

const deepest = 3
const mostMails = 20

/**
 * What stands in the mails attached to a mail: their files, which nobody could reach otherwise, and a note on each. An
 * attached mail that cannot be read stays a file.
 * @param read reads a mail that lies one level deeper
 */
export async function attachedMails(
  files: readonly MailFile[],
  depth: number,
  read: (raw: Buffer) => Promise<ParsedMail>,
): Promise<{ files: MailFile[]; notes: string[] }> {
  const found: { files: MailFile[]; notes: string[] } = { files: [], notes: [] }
  if (depth >= deepest || isReport(files)) return found
  const attached = files.filter(({ contentType }) => isMail(contentType))
  for (const { filename, content } of attached.slice(0, mostMails)) {
    const mail = await read(content).catch(() => null)
    if (!mail) continue
    const room = limits.attachments - files.length - found.files.length
    found.files.push(...mail.attachments.filter(isOfPeople).slice(0, Math.max(0, room)))
    found.notes.push(noteOn(filename, mail))
  }
  return found
}

function isMail(contentType: string): boolean {
  return contentType === 'message/rfc822' || contentType === 'message/global'
}

/** The mail in a report is the one of ours that it is about. */
function isReport(files: readonly MailFile[]): boolean {
  return files.some(({ contentType }) =>
    /^message\/(?:.*-status|.*-report|.*notification)$/.test(contentType),
  )
}

/** Pictures of its layout and what mail systems report would be taken for parts of the mail around it. */
function isOfPeople({ contentType, inline }: MailFile): boolean {
  return !inline && !/^(?:message\/|text\/(?:calendar|rfc822))/.test(contentType)
}

function noteOn(filename: string, { subject, from }: ParsedMail): string {
  const sender = from ? ` from ${from.name || from.address}` : ''
  return `${filename} is a mail${sender}: “${subject || 'without a subject'}”.`
}
