import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { keyRing } from '#core/key-ring.ts'
import {
  addDkimKey,
  type DnsRecord,
  dkimRecords,
  removeDkimKey,
  zoneLine,
} from '#core/mails/dkim-keys.ts'
import { dkimKeys } from '#db/schema/sending.ts'
import { drain } from '#tests/support/jobs.ts'
import { answer, arrived, fate, test } from './mail-out.ts'

function addKey(app: App, domain: string, selector = 'deskwire') {
  return perform(app, null, (work) => addDkimKey(work, { domain, selector }))
}

/** What a receiver finds, with this in the DNS and nothing else. */
async function checked(bytes: Buffer, ...published: DnsRecord[]) {
  const resolver = async (name: string, type: string) => {
    const found = published.filter((record) => record.name === name && record.type === type)
    if (found.length === 0) throw Object.assign(new Error('no record'), { code: 'ENOTFOUND' })
    return found.map(({ value }) => [value])
  }
  const { results } = await dkimVerify(bytes, { resolver })
  return results.map(({ signingDomain, selector, status }) => ({
    signingDomain,
    selector,
    result: status.result,
  }))
}

test('mail of a domain with a key is signed, and anybody can check it', async ({
  desk,
  sink,
  a,
}) => {
  const record = await addKey(desk, 'desk.test')
  const reply = await answer(desk, await a.agent({ name: 'Анна' }), await a.ticket(), {
    text: `Grüße\n\n${'long '.repeat(500)}\n.\n  \n`,
  })
  await drain(desk)

  const { bytes, raw } = await arrived(sink)
  expect(raw).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=desk\.test;/)
  expect((await fate(desk, reply)).raw?.equals(bytes)).toBe(true)
  expect(await checked(bytes, record)).toEqual([
    { signingDomain: 'desk.test', selector: 'deskwire', result: 'pass' },
  ])
  const altered = Buffer.from(raw.replace('Subject: Re:', 'Subject: RE:'))
  expect(await checked(altered, record)).toMatchObject([{ result: 'fail' }])
})

test('the newest key of a domain signs, and a host is signed for by the domain above', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  await addKey(desk, 'test', 'too-far')
  await a.homeTeam()
  const elsewhere = await a.team('Elsewhere')
  await addKey(desk, 'desk.test', 'first')
  pass(1)
  const second = await addKey(desk, 'DESK.test', 'second')
  const ticket = await a.ticket({ team: elsewhere })
  await answer(desk, await a.agent({ role: 'admin' }), ticket)
  await drain(desk)

  expect(await checked((await arrived(sink)).bytes, second)).toEqual([
    { signingDomain: 'desk.test', selector: 'second', result: 'pass' },
  ])
})

test('mail whose key cannot be opened waits and says why, rather than leave unsigned', async ({
  desk,
  sink,
  a,
}) => {
  await addKey(desk, 'desk.test')
  const other = { ...desk, keys: keyRing(['another secret of thirty-two characters']) }
  const reply = await answer(other, await a.agent(), await a.ticket())
  await drain(other)

  expect(sink.received).toEqual([])
  expect(await fate(desk, reply)).toMatchObject({
    state: 'queued',
    reason: expect.stringContaining('The DKIM key deskwire of desk.test cannot be opened'),
  })
})

test('the private key is kept sealed, and its record fits into a zone file', async ({ app }) => {
  const record = await addKey(app, 'desk.test')
  const [row] = await perform(app, null, (work) => work.tx.select().from(dkimKeys))

  expect(row?.privateKey.toString('latin1')).not.toContain('PRIVATE KEY')
  expect(await read(app, null, (db) => dkimRecords(db, 'Desk.test'))).toEqual([record])
  expect(record.name).toBe('deskwire._domainkey.desk.test')
  const strings = zoneLine(record).match(/"[^"]*"/g) ?? []
  expect(strings.every((part) => part.length <= 257)).toBe(true)
  expect(strings.map((part) => part.slice(1, -1)).join('')).toBe(record.value)
})

test.for(['', 'no domain', 'desk.test; x', '-.-..'])('%j gets no key', async (domain, { app }) => {
  await expect(addKey(app, domain)).rejects.toMatchObject({ code: 'wrong-input' })
})

test('a key is made once, and one that is removed signs no more', async ({ app }) => {
  await addKey(app, 'desk.test')
  await expect(addKey(app, 'desk.test')).rejects.toMatchObject({ code: 'already-exists' })
  const name = { domain: 'desk.test', selector: 'deskwire' }
  await perform(app, null, (work) => removeDkimKey(work, name))
  expect(await read(app, null, (db) => dkimRecords(db, 'desk.test'))).toEqual([])
  await expect(perform(app, null, (work) => removeDkimKey(work, name))).rejects.toMatchObject({
    code: 'not-found',
  })
})
