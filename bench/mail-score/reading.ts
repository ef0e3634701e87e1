import { createHash } from 'node:crypto'
import { classify } from '#ingest/mail/classify.ts'
import type { ParsedMail } from '#ingest/mail/parsed.ts'
import { flat, overlap, wordsOf } from './compare.ts'
import type { Case, ExpectedFile } from './corpora.ts'
import { percent, table } from './table.ts'

/** Prints how well mails are read and classified; null is a mail that could not be read. */
export function scoreReading(cases: readonly Case[], mails: readonly (ParsedMail | null)[]): void {
  const measures = new Map<string, boolean[]>()
  for (const [n, one] of cases.entries()) {
    for (const [measure, right] of judge(one, mails[n] ?? null))
      measures.set(measure, [...(measures.get(measure) ?? []), right])
  }
  const rows = [...measures].map(([measure, answers]) => [
    measure,
    String(answers.length),
    percent(answers),
  ])
  process.stdout.write(
    `\nReading and classifying\n${table([['measure', 'mails', '% right'], ...rows])}\n`,
  )
}

function judge({ expect, envelope }: Case, mail: ParsedMail | null): [string, boolean][] {
  const judged: [string, boolean][] = [['read at all', mail !== null]]
  if (!mail) return judged
  const from = envelope?.mailFrom ?? mail.from?.address ?? 'unknown@sender.example'
  const { kind, bounce } = classify(mail, { from })
  if (expect.decision === 'bounce') judged.push(['bounces found', kind === 'bounce'])
  if (expect.decision === 'auto_reply')
    judged.push(['automatic replies found', kind === 'auto_reply'])
  if (expect.decisionIn?.includes('new_ticket'))
    judged.push(['human mail taken as human', kind === 'human'])
  if (expect.decisionNot?.includes('new_ticket'))
    judged.push(['no ticket where there is none', kind !== 'human'])
  if (bounce) judged.push(...judgeBounce(expect, bounce))
  if (expect.subject !== undefined)
    judged.push(['subject', flat(mail.subject) === flat(expect.subject)])
  if (expect.from) {
    judged.push(['sender', mail.from?.address.toLowerCase() === expect.from.address.toLowerCase()])
  }
  if (expect.messageId)
    judged.push(['Message-ID', mail.messageId === expect.messageId.replace(/^<|>$/g, '')])
  if (expect.bodyText) judged.push(['body', isBody(expect.bodyText, mail.text)])
  const { files, upstreamCount } = expect.attachments ?? {}
  if (files?.length) judged.push(['files', files.every((file) => hasFile(mail, file))])
  else if (upstreamCount) judged.push(['files', mail.attachments.length >= upstreamCount])
  return judged
}

/** By its bytes, whatever its line ends are, and by its name, as far as a name may be kept. */
function hasFile({ attachments }: ParsedMail, { filename, sha256 }: ExpectedFile): boolean {
  return attachments.some(
    (file) =>
      (filename === undefined || safe(filename) === safe(file.filename)) &&
      (sha256 === undefined || hashesOf(file.content).includes(sha256)),
  )
}

function safe(name: string): string {
  return name.normalize('NFC').replace(/[\\/:*?"<>|]/g, '_')
}

function hashesOf(content: Buffer): string[] {
  const lf = content.toString('latin1').replaceAll('\r\n', '\n')
  const trimmed = lf.replace(/\n+$/, '')
  const [crlf, trimmedCrlf] = [lf, trimmed].map((text) => text.replaceAll('\n', '\r\n'))
  return [
    content,
    ...[lf, trimmed, crlf ?? '', trimmedCrlf ?? ''].map((text) => Buffer.from(text, 'latin1')),
  ].map((bytes) => createHash('sha256').update(bytes).digest('hex'))
}

function judgeBounce(
  expect: Case['expect'],
  bounce: { recipients: string[]; status: string | null },
): [string, boolean][] {
  const judged: [string, boolean][] = []
  const failed = expect.bounce?.recipients
  const found = bounce.recipients.map((address) => address.toLowerCase())
  if (failed)
    judged.push([
      'failed address, of bounces found',
      failed.every((address) => found.includes(address.toLowerCase())),
    ])
  const classes = (expect.bounce?.deliveries ?? []).flatMap(({ status }) =>
    status ? [status[0]] : [],
  )
  if (classes.length > 0)
    judged.push(['status class, of bounces found', classes.includes(bounce.status?.[0])])
  return judged
}

function isBody(expected: NonNullable<Case['expect']['bodyText']>, text: string): boolean {
  const { words, contains = [], equals } = expected
  if (words && overlap(wordsOf(words), wordsOf(text)).recall < 0.98) return false
  if (equals !== undefined && flat(equals) !== flat(text)) return false
  return contains.every((part) => flat(text).includes(flat(part)))
}
