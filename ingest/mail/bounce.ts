import { failedAddresses } from './bounce-addresses.ts'
import { originalIds, originalOf, reportText } from './bounce-text.ts'
import type { Bounce } from './classify.ts'
import { type Diagnosis, diagnose } from './diagnosis.ts'
import { oneLine } from './one-line.ts'
import type { ParsedMail } from './parsed.ts'
import { serviceEvent } from './service-event.ts'
import { type RecipientStatus, statusReports } from './status-report.ts'

const notFailed = new Set(['delivered', 'relayed', 'expanded'])

/** What a bounce says: who was not reached, why, and which mails of ours it is about. */
export function readBounce(mail: ParsedMail): Bounce {
  const original = originalOf(mail)
  const said = reportText(mail)
  const event = serviceEvent(mail.text)
  const statuses = event ? [event.status] : statusReports(mail)
  const reports = statuses.filter(({ action }) => !notFailed.has(action))
  const reported = [...new Set(reports.flatMap(({ addresses }) => addresses))]
  const recipients = reported.length > 0 ? reported : failedAddresses(mail, said, original)
  const { status, hard } = worst(reports, said, mail.subject)
  return {
    recipients,
    status,
    hard,
    delayed: isStillTried(reports, `${mail.subject}\n${said}`, status),
    said: serverWords(reports, said),
    originalMessageIds: event?.messageIds ?? originalIds(mail, original),
  }
}

/** Of several recipients the gravest; a report that says only "failed" is read together with its text. */
function worst(reports: RecipientStatus[], said: string, subject: string): Diagnosis {
  const found = reports
    .map(({ action, status, diagnostic }) =>
      diagnose(diagnostic || said, status || (action === 'delayed' ? '4.0.0' : '')),
    )
    .filter(({ status }) => status !== null && !status.startsWith('2'))
  const gravest =
    found.find(({ hard }) => hard) ??
    found.find(({ status }) => status?.startsWith('5')) ??
    found[0]
  if (gravest) return gravest
  const text = diagnose(`${said}\n${subject}`)
  if (text.status) return text
  return isDelay(`${subject}\n${said}`)
    ? { status: '4.0.0', hard: false }
    : { status: '5.0.0', hard: null }
}

/** What a report says is done decides; one that says nothing is a notice of delay if its words and its code are. */
function isStillTried(reports: RecipientStatus[], text: string, status: string | null): boolean {
  const actions = reports.map(({ action }) => action).filter((action) => action !== '')
  if (actions.length > 0) return actions.every((action) => action === 'delayed')
  return status?.startsWith('4') === true && isDelay(text)
}

function serverWords(reports: RecipientStatus[], text: string): string {
  const diagnostic = reports.find((report) => report.diagnostic !== '')?.diagnostic
  const line = () => text.split('\n').find((one) => /\b[45]\d\d[ -]|\b[45]\.\d\.\d/.test(one))
  return oneLine(diagnostic?.replace(/^[\w-]+\s*;/, '') ?? line() ?? '').slice(0, 300)
}

function isDelay(text: string): boolean {
  return /delayed|still being retried|will (?:be retried|keep trying|continue)|verzögert|retardé|retrasad|遅延|延迟/i.test(
    text.slice(0, 5000),
  )
}

/** True where every recipient was reached: a receipt, not a failure. */
export function isReceipt(mail: ParsedMail): boolean {
  const reports = statusReports(mail).filter(({ action }) => action !== '')
  return reports.length > 0 && reports.every(({ action }) => notFailed.has(action))
}
