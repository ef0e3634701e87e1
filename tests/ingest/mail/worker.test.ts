import { afterAll, expect, test } from 'vitest'
import { startReaders } from '#ingest/mail/read-in-worker.ts'
import { multipart, rawMail, usual } from './raw-mail.ts'

const readers = startReaders({ workers: 1 })
afterAll(readers.close)

test('a mail read in a worker is the same as one read here, its files are buffers', async () => {
  const raw = multipart('mixed', [
    '\r\nHi',
    'Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\neA==',
  ])
  const before = Buffer.from(raw)
  const { mail, classified } = await readers.read(raw, { from: 'ada@customer.test' })
  expect(mail).toMatchObject({ text: 'Hi', date: new Date('2026-01-06T09:00:00Z') })
  expect(mail.attachments[0]?.content).toEqual(Buffer.from('x'))
  expect(classified.kind).toBe('human')
  expect(raw.equals(before)).toBe(true)
})

test('a mail over a limit is refused with the same sentence, and the next one is read', async () => {
  const tooMany = multipart('mixed', Array(1001).fill('\r\nx'))
  await expect(readers.read(tooMany, { from: 'a@x.test' })).rejects.toThrow(
    'This mail cannot be read: it has more than 1000 parts.',
  )
  expect((await readers.read(rawMail(usual, 'Hi'), { from: 'a@x.test' })).mail.text).toBe('Hi')
})

test('mails that come at once are all read', async () => {
  const read = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      readers.read(rawMail(usual, `${i}`), { from: 'a@x.test' }),
    ),
  )
  expect(read.map(({ mail }) => mail.text)).toEqual(Array.from({ length: 20 }, (_, i) => `${i}`))
})

test('a mail over the deadline ends its worker, and the next one gets a new worker', async () => {
  const hasty = startReaders({ workers: 1, deadlineMillis: 1 })
  const long = rawMail([...usual, 'Content-Type: text/html'], '<p>word</p>'.repeat(400_000))
  await expect(hasty.read(long, { from: 'a@x.test' })).rejects.toThrow(
    'it takes longer than 0.001 seconds',
  )
  await expect(hasty.read(long, { from: 'a@x.test' })).rejects.toThrow(
    'it takes longer than 0.001 seconds',
  )
  await hasty.close()
})
