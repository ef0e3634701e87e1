import { expect, test } from 'vitest'
import { whoSentInWords } from '#console/mail-pages.ts'
import type { Authentication } from '#db/schema/mails.ts'

const none = { spf: 'none', dkim: 'none', dmarc: 'none', arc: 'none', by: 'deskwire' } as const

test.each<[words: string, found: Authentication | null]>([
  ['It was not checked', null],
  ['Proven: the domain', { ...none, dkim: 'pass', dmarc: 'pass', proven: true }],
  [
    'DKIM pass, DMARC fail, ARC pass, by lists.test',
    {
      ...{ ...none, dkim: 'pass', dmarc: 'fail', arc: 'pass', by: 'lists.test', proven: true },
    },
  ],
  ['Doubtful: ', { ...none, spf: 'fail', dmarc: 'fail', proven: false }],
  ['Not proven: nothing shows', { ...none, proven: false }],
])('what was found about a sender is said in words: %s', (words, found) => {
  expect(whoSentInWords(found)).toContain(words)
})
