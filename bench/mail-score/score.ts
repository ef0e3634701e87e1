import { parseMail } from '#ingest/mail/parse.ts'
import type { ParsedMail } from '#ingest/mail/parsed.ts'
import { readCorpora } from './corpora.ts'
import { scoreReading } from './reading.ts'
import { scoreTrimming } from './trimming.ts'

const cases = readCorpora()
if (cases) {
  const mails: (ParsedMail | null)[] = []
  for (const { raw_base64 } of cases)
    mails.push(await parseMail(Buffer.from(raw_base64, 'base64')).catch(() => null))
  const shown = cases.map((_, n) => ({ text: mails[n]?.text ?? '', html: mails[n]?.html ?? null }))
  const trimmed = cases.flatMap((one, n) =>
    one.expect.visibleText && shown[n] ? [{ one, body: shown[n] }] : [],
  )
  await scoreTrimming(
    trimmed.map(({ one }) => one),
    trimmed.map(({ body }) => body),
  )
  scoreReading(cases, mails)
} else {
  process.stdout.write(
    'The mail corpora are not on this machine (../shared/data/mail), so there is nothing to score.\n',
  )
}
