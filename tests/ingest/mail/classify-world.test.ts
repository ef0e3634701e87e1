import { expect, test } from 'vitest'
import { classify } from '#ingest/mail/classify.ts'
import { parseMail } from '#ingest/mail/parse.ts'
import { absences, bounces, people } from './classify-world.ts'
import { bytes, rawMail } from './raw-mail.ts'

async function classified(lines: string[], text: string, from: string) {
  const all = [...lines.map(bytes), 'To: help@desk.test', 'Content-Type: text/plain; charset=utf-8']
  return classify(await parseMail(rawMail(all, bytes(text))), { from })
}

const bo = 'From: Bo <bo@customer.test>'

test.each(absences)('an absence in %s is known by its words: “%s”', async (_, subject, text) => {
  const { kind } = await classified([bo, `Subject: ${subject}`], text, 'bo@customer.test')
  expect(kind).toBe('auto_reply')
})

test.each(people)('%s is from a person', async (_, lines, text) => {
  expect(await classified([bo, ...lines], text, 'bo@customer.test')).toMatchObject({
    kind: 'human',
  })
})

test.each(bounces)('the report of %s is read', async (_, lines, text, recipient, codeClass) => {
  const { kind, bounce } = await classified(lines, text, '')
  expect([kind, bounce?.recipients, bounce?.status?.[0]]).toEqual([
    'bounce',
    [recipient],
    codeClass,
  ])
})
