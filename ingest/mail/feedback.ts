import { headerOf } from './header-facts.ts'
import type { ParsedMail } from './parsed.ts'

/** The fact that makes a mail a report that a recipient called ours spam (ARF, RFC 5965); null where there is none. */
export function feedbackSign(mail: ParsedMail): string | null {
  const type = headerOf(mail, 'content-type').replace(/\s+/g, '')
  if (/^multipart\/report/.test(type) && /report-type="?feedback-report/.test(type))
    return 'it is a feedback report (RFC 5965)'
  if (mail.attachments.some(({ contentType }) => contentType === 'message/feedback-report'))
    return 'it carries a feedback report (RFC 5965)'
  const texts = [
    mail.text,
    ...mail.attachments
      .filter(({ contentType }) => contentType === 'text/plain')
      .map(({ content }) => content.toString('latin1')),
  ]
  if (texts.some(isReportText)) return 'its text is a feedback report (RFC 5965)'
  return isComplaint(mail) ? 'a mail provider passes on a complaint, with the mail itself' : null
}

function isReportText(text: string): boolean {
  const start = text.slice(0, 20_000)
  return (
    /^Feedback-Type:[ \t]*(?:abuse|fraud|virus|other|not-spam|opt-out|miscategorized|auth-failure)\b/im.test(
      start,
    ) && /^(?:User-Agent|Version):[ \t]*\S/im.test(start)
  )
}

/** Older feedback loops send the mail complained about and a sentence in the subject. */
function isComplaint({ subject, attachments }: ParsedMail): boolean {
  const hasMail = attachments.some(({ contentType }) => contentType === 'message/rfc822')
  return (
    hasMail &&
    /^(?:complaint about message from|(?:email )?feedback report for ip|(?:email )?abuse report|spam (?:complaint|report))\b/i.test(
      subject,
    )
  )
}
