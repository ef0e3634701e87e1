import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Classified, classify } from '#ingest/mail/classify.ts'
import { parseMail } from '#ingest/mail/parse.ts'
import type { ParsedMail } from '#ingest/mail/parsed.ts'

/** Real mails with independent expectations, where they are at hand; they are not part of the project. */
const folder = new URL('../../../../shared/data/mail/', import.meta.url)

interface Case {
  id: string
  category: string
  envelope?: { mailFrom: string | null }
  expect: {
    decision?: string
    decisionIn?: string[]
    subject?: string
    from?: { address: string }
    messageId?: string
    bounce?: { recipients?: string[]; deliveries?: { status?: string }[] }
  }
  raw_base64: string
}
interface Read extends Case {
  mail: ParsedMail
  classified: Classified
}

describe.skipIf(!existsSync(folder))('the corpora in ../shared/data/mail', () => {
  const all: Read[] = []

  beforeAll(async () => {
    for (const name of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
      for (const line of readFileSync(new URL(name, folder), 'utf8').split('\n').filter(Boolean)) {
        const one: Case = JSON.parse(line)
        const mail = await parseMail(Buffer.from(one.raw_base64, 'base64'))
        const from = one.envelope?.mailFrom ?? mail.from?.address ?? 'unknown@sender.test'
        all.push({ ...one, mail, classified: classify(mail, { from }) })
      }
    }
  }, 120_000)

  /** The share of the cases that expect something in which it is so. */
  function share(expects: (one: Read) => boolean, holds: (one: Read) => boolean): number {
    const asked = all.filter(expects)
    return asked.filter(holds).length / asked.length
  }

  const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()

  test('subject, sender and Message-ID are right in 99 of 100', () => {
    const right = {
      subject: share(
        (c) => c.expect.subject !== undefined,
        (c) => plain(c.mail.subject) === plain(c.expect.subject ?? ''),
      ),
      from: share(
        (c) => c.expect.from !== undefined,
        (c) => c.mail.from?.address.toLowerCase() === c.expect.from?.address.toLowerCase(),
      ),
      messageId: share(
        (c) => c.expect.messageId !== undefined,
        (c) => c.mail.messageId === c.expect.messageId,
      ),
    }
    expect(Math.min(...Object.values(right))).toBeGreaterThanOrEqual(0.99)
  })

  test('bounces, their addresses and their codes are found', () => {
    expect(
      share(
        (c) => c.expect.decision === 'bounce',
        (c) => c.classified.kind === 'bounce',
      ),
    ).toBeGreaterThanOrEqual(0.98)
    expect(
      share(
        (c) => c.expect.bounce?.recipients !== undefined,
        (c) =>
          (c.expect.bounce?.recipients ?? []).every((one) =>
            c.classified.bounce?.recipients.includes(one),
          ),
      ),
    ).toBeGreaterThanOrEqual(0.92)
    const codes = (c: Read) =>
      (c.expect.bounce?.deliveries ?? []).flatMap(({ status }) => status?.[0] ?? [])
    expect(
      share(
        (c) => codes(c).length > 0,
        (c) => codes(c).includes(c.classified.bounce?.status?.[0] ?? ''),
      ),
    ).toBeGreaterThanOrEqual(0.92)
  })

  test('every automatic reply is found, and no person is taken for a program', () => {
    const wrong = all.filter(
      ({ expect: { decision, decisionIn }, classified: { kind } }) =>
        (decision === 'auto_reply' && kind !== 'auto_reply') ||
        (decisionIn?.includes('new_ticket') && kind !== 'human'),
    )
    expect(wrong.map(({ id, classified }) => [id, classified.reason])).toEqual([])
  })
})
