import { decodeBytes } from './charset.ts'
import type { ParsedMail } from './parsed.ts'

/** What a delivery status notification (RFC 3464) says about one recipient. */
export interface RecipientStatus {
  action: string // failed, delayed, delivered, relayed or expanded; empty where it is missing.
  addresses: string[] // As the sender wrote it first, then as the last server knew it.
  status: string
  diagnostic: string
}

const maxReportLength = 200_000
const reportTypes = /^(?:message\/(?:delivery-status|global-delivery-status)|text\/rfc822-report)$/

/** The machine-readable reports of a mail, wherever a mail system has put them. */
export function statusReports(mail: ParsedMail): RecipientStatus[] {
  const declared = mail.attachments.filter(({ contentType }) => reportTypes.test(contentType))
  const sources = declared.length > 0 ? declared.map(({ content }) => content) : looseReports(mail)
  return sources.flatMap((source) => groupsOf(source.subarray(0, maxReportLength)))
}

/** Reports in a part of another type, or in the text of a mail whose structure is broken. */
function looseReports(mail: ParsedMail): Buffer[] {
  const texts = mail.attachments.filter(
    ({ contentType, content }) =>
      /^(?:text|message)\//.test(contentType) &&
      !/rfc822/.test(contentType) &&
      content.includes('Final-Recipient'),
  )
  if (texts.length > 0) return texts.map(({ content }) => content)
  const at = mail.text.search(/^(?:Reporting-MTA|Final-Recipient|Original-Recipient):/im)
  return at < 0 ? [] : [Buffer.from(mail.text.slice(at, at + maxReportLength))]
}

function groupsOf(source: Buffer): RecipientStatus[] {
  const text = decodeBytes(source, null).replace(/\r\n?/g, '\n')
  return text
    .split(/\n[ \t]*\n/)
    .slice(0, 500)
    .flatMap((group) => {
      const fields = new Map<string, string>()
      for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
        const colon = line.indexOf(':')
        const name = line.slice(0, colon).trim().toLowerCase()
        if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
      }
      const addresses = ['original-recipient', 'final-recipient', 'x-actual-recipient'].flatMap(
        (name) => addressIn(fields.get(name)),
      )
      if (addresses.length === 0 && !fields.has('action') && !fields.has('status')) return []
      return {
        action: /^[a-z]+/i.exec(fields.get('action') ?? '')?.[0].toLowerCase() ?? '',
        addresses: [...new Set(addresses)],
        status: fields.get('status') ?? '',
        diagnostic: (fields.get('diagnostic-code') ?? '').slice(0, 2000),
      }
    })
}

/** `rfc822; ada@example.org`; the type is sometimes missing, and names may stand around it. */
function addressIn(value: string | undefined): string[] {
  const found = /[^\s<>;,"]+@[^\s<>;,"]+/.exec((value ?? '').slice(0, 500))?.[0]
  return found ? [found] : []
}
