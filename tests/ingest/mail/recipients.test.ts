import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMail } from '#ingest/mail/parse.ts'
import { recipientsOf } from '#ingest/mail/recipients.ts'

const token = `Help+r1042-${'a'.repeat(26)}@Desk.test`
const fields = [
  'To',
  'Cc',
  'Bcc',
  'Delivered-To',
  'X-Original-To',
  'Envelope-To',
  'X-Envelope-To',
  'X-Forwarded-To',
  'X-Forwarded-For',
  'X-Delivered-To',
  'Resent-To',
]

test.for(fields)('an address in %s is one that the mail was sent to', async (field) => {
  for (const value of [token, `<${token}>`, `Desk <${token}>`, `ada@x.test,\r\n ${token}`]) {
    const mail = await parseMail(Buffer.from(`From: ada@x.test\r\n${field}: ${value}\r\n\r\nHi`))
    expect(recipientsOf(mail, ['help@desk.test'])).toContain(token.toLowerCase())
  }
})

test('whatever stands in those fields, the addresses are few, short, once, and in lower case', async () => {
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a@b '.repeat(3000), '@'))
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...fields), value, async (field, value) => {
      const mail = await parseMail(Buffer.from(`${field}: ${value}\r\n\r\nHi`))
      const found = recipientsOf(mail, [token])
      expect(found.length).toBeLessThanOrEqual(500)
      expect(new Set(found).size).toBe(found.length)
      for (const one of found) expect(one.length <= 320 && one === one.toLowerCase()).toBe(true)
    }),
    { numRuns: 50 },
  )
})
