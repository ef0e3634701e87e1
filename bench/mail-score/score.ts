import { parseArgs } from 'node:util'
import { parseMail } from '#ingest/mail/parse.ts'
import type { ParsedMail } from '#ingest/mail/parsed.ts'
import { readCorpora } from './corpora.ts'
import { scoreReading } from './reading.ts'
import { scoreTrimming } from './trimming.ts'
import { scoreComposed, scoreResent } from './variants.ts'

/** With `--variants`, only mails that no rule was made from: composed ones, and those of the corpora in other forms. */
const { values: asked } = parseArgs({
  options: {
    variants: { type: 'boolean', default: false },
    count: { type: 'string', default: '6000' },
    seed: { type: 'string', default: '1' },
  },
})
const cases = readCorpora()
const mails: (ParsedMail | null)[] = []
for (const { raw_base64 } of cases ?? [])
  mails.push(await parseMail(Buffer.from(raw_base64, 'base64')).catch(() => null))

if (asked.variants) {
  await scoreComposed(Number(asked.count), Number(asked.seed))
  if (cases) await scoreResent(cases, mails)
} else if (cases) {
  const trimmed = cases.flatMap((one, n) => {
    const { text = '', html = null } = mails[n] ?? {}
    return one.expect.visibleText ? [{ one, body: { text, html } }] : []
  })
  await scoreTrimming(
    trimmed.map(({ one }) => one),
    trimmed.map(({ body }) => body),
  )
  scoreReading(cases, mails)
} else {
  process.stdout.write(
    'The mail corpora are not on this machine (../shared/data/mail), so there is nothing to score but `--variants`.\n',
  )
}
