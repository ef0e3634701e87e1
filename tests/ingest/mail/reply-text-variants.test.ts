import { expect, test } from 'vitest'
import { compare, type Verdict } from '#bench/mail-score/compare.ts'
import { compose } from '#bench/mail-score/variants/compose.ts'
import { parseMail } from '#ingest/mail/parse.ts'
import { visibleText } from '#ingest/mail/reply-text.ts'

test('mails of fifty clients in as many languages, composed by chance, are trimmed as well as known ones', async () => {
  const verdicts: Verdict[] = []
  for (const { raw, expected } of compose(1000, 20))
    verdicts.push(compare(expected, visibleText(await parseMail(raw))))
  const share = (facet: 'right' | 'kept' | 'clean') =>
    verdicts.filter((verdict) => verdict[facet]).length / verdicts.length
  expect(share('right')).toBeGreaterThan(0.98)
  expect(share('kept')).toBeGreaterThan(0.99)
  expect(share('clean')).toBeGreaterThan(0.98)
}, 60_000)
