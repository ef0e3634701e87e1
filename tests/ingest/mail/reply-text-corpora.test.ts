import { describe, expect, test } from 'vitest'
import { compare, type Verdict } from '#bench/mail-score/compare.ts'
import { readCorpora } from '#bench/mail-score/corpora.ts'
import { parseMail } from '#ingest/mail/parse.ts'
import { visibleText } from '#ingest/mail/reply-text.ts'

const corpora = readCorpora()

describe.skipIf(!corpora)('on the corpora, skipped where ../shared/data/mail is not there', () => {
  test('trimming reaches its bars', async () => {
    const verdicts: Verdict[] = []
    for (const { expect: wanted, raw_base64 } of corpora ?? []) {
      if (!wanted.visibleText) continue
      const mail = await parseMail(Buffer.from(raw_base64, 'base64'))
      verdicts.push(compare(wanted.visibleText, visibleText(mail)))
    }
    const share = (facet: 'right' | 'kept' | 'clean') => {
      const answers = verdicts.map((verdict) => verdict[facet]).filter((answer) => answer !== null)
      return answers.filter(Boolean).length / answers.length
    }
    expect(share('right')).toBeGreaterThan(0.97)
    expect(share('kept')).toBeGreaterThan(0.98)
    expect(share('clean')).toBeGreaterThan(0.96)
  })
})
