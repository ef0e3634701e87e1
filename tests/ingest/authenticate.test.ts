import { generateKeyPairSync } from 'node:crypto'
import { sealMessage } from 'mailauth/lib/arc/index.js'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import type { AskDns } from '#core/app.ts'
import { type Env, readEnv } from '#core/env.ts'
import { authenticate } from '#ingest/authenticate.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const key = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`
const receivedAt = new Date('2026-03-02T09:00:00Z')
const outside = '198.51.100.7'

type Zone = Record<string, string | string[] | Error>

/** A DNS with this in it and nothing else, and what it was asked. */
function dnsOf(zone: Zone): { dns: AskDns; asked: string[] } {
  const asked: string[] = []
  const dns: AskDns = async (name, type) => {
    asked.push(`${name} ${type}`)
    const found = zone[name.toLowerCase()]
    if (found instanceof Error) throw found
    if (found === undefined || type !== 'TXT')
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    return [found].flat().map((text) => [text])
  }
  return { dns, asked }
}

const down = Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })

/** `sel._domainkey` of each domain, and its DMARC policy. */
function domains(policies: Record<string, string | null>): Zone {
  return Object.fromEntries(
    Object.entries(policies).flatMap(([domain, policy]) => [
      [`sel._domainkey.${domain}`, key],
      ...(policy ? [[`_dmarc.${domain}`, `v=DMARC1; p=${policy}`]] : []),
    ]),
  )
}

const plain = [
  'From: Ada <ada@example.org>',
  'To: help@desk.test',
  'Subject: Stuck',
  'Message-ID: <1@example.org>',
  'Date: Mon, 02 Mar 2026 08:59:00 +0000',
  '',
  'Help!',
  '',
].join('\r\n')

async function signed(by: string[], mail = plain, options: object = {}): Promise<string> {
  const lines = by.map(async (signingDomain) => {
    const given = { signingDomain, selector: 'sel', privateKey, signTime: receivedAt, ...options }
    const { signatures, errors } = await dkimSign(mail, { ...given, signatureData: [given] })
    expect(errors).toEqual([])
    return signatures
  })
  return (await Promise.all(lines)).join('') + mail
}

async function sealed(by: string, said: string, mail: string): Promise<string> {
  const head = await sealMessage(Buffer.from(mail), {
    signingDomain: by,
    selector: 'sel',
    privateKey,
    authResults: said,
    cv: 'none',
    signTime: receivedAt,
  })
  return `${head}${mail}`
}

interface Given {
  zone?: Zone
  from?: string | null // Who delivers it; null: not by network.
  sender?: string
  env?: Partial<Env>
  patienceMs?: number
}

async function check(mail: string | Buffer, given: Given = {}) {
  const { zone = domains({ 'example.org': 'none' }), from = null, env = {} } = given
  const { dns, asked } = dnsOf(zone)
  const app = { dns, env: { ...readEnv({}), ...env }, log: pino({ level: 'silent' }) }
  const { authentication, forged } = await authenticate(
    app,
    {
      raw: Buffer.from(mail),
      remoteAddress: from,
      envelopeFrom: given.sender ?? 'ada@example.org',
      receivedAt,
    },
    given.patienceMs,
  )
  return { ...authentication, forged, asked }
}

describe('DKIM', () => {
  test('a mail signed by the domain of its From is proven', async () => {
    expect(await check(await signed(['example.org']))).toMatchObject({
      ...{ spf: 'none', dkim: 'pass', dmarc: 'pass', arc: 'none', proven: true, by: 'deskwire' },
      forged: null,
    })
  })

  test('so it is when that domain has never heard of DMARC', async () => {
    const zone = domains({ 'example.org': null })
    expect(await check(await signed(['example.org']), { zone })).toMatchObject({
      ...{ dkim: 'pass', dmarc: 'none', proven: true },
    })
  })

  test('a domain speaks for those below it, and never for the one above', async () => {
    const zone = domains({ 'example.org': null, 'news.example.org': null })
    const below = plain.replace('ada@example.org', 'ada@news.example.org')
    expect(await check(await signed(['example.org'], below), { zone })).toMatchObject({
      proven: true,
    })
    expect(await check(await signed(['news.example.org']), { zone })).toMatchObject({
      ...{ dkim: 'pass', proven: false },
    })
  })

  test.each([
    ['its body', 'Help!', 'Pay!'],
    ['its From', 'ada@example.org>', 'eve@example.org>'],
    ['its subject', 'Subject: Stuck', 'Subject: Struck'],
  ])('a mail that was signed and then had %s changed is not proven', async (_, before, after) => {
    const mail = (await signed(['example.org'])).replace(before, after)
    expect(await check(mail)).toMatchObject({ dkim: 'fail', proven: false })
  })

  test('somebody else may sign too, but that alone proves nothing', async () => {
    const zone = domains({ 'example.org': 'none', 'mailer.test': 'none' })
    expect(await check(await signed(['mailer.test']), { zone })).toMatchObject({
      ...{ dkim: 'pass', dmarc: 'none', proven: false },
    })
    const both = await signed(['mailer.test', 'example.org'])
    expect(await check(both, { zone })).toMatchObject({ dmarc: 'pass', proven: true })
    const broken = both.replace(/(DKIM-Signature:[\s\S]*?d=mailer.test[\s\S]*?; b=)..../, '$1AAAA')
    expect(await check(broken, { zone })).toMatchObject({ dkim: 'pass', proven: true })
  })

  test('a signature without its key, of SHA-1 or over a part of the body proves nothing', async () => {
    const good = await signed(['example.org'])
    expect(await check(good, { zone: {} })).toMatchObject({ dkim: 'neutral', proven: false })
    const weak = await signed(['example.org'], plain, { algorithm: 'rsa-sha1' })
    expect(await check(weak)).toMatchObject({ dkim: 'policy', proven: false })
    const open = await signed(['example.org'], plain, { maxBodyLength: 4 })
    expect(await check(`${open}Pay me.\r\n`)).toMatchObject({ dkim: 'policy', proven: false })
  })

  test('what has expired since it came was good then', async () => {
    const expires = new Date('2026-03-09T09:00:00Z')
    const mail = await signed(['example.org'], plain, { expires })
    expect(await check(mail)).toMatchObject({ dkim: 'pass', proven: true })
  })

  test('two From are never proven, however they are signed', async () => {
    const twice = plain.replace('To:', 'From: ceo@example.org\r\nTo:')
    expect(await check(await signed(['example.org'], twice))).toMatchObject({ proven: false })
    const list = plain.replace('<ada@example.org>', '<ada@example.org>, ceo@example.org')
    expect(await check(await signed(['example.org'], list))).toMatchObject({ proven: false })
  })

  test.each([
    ['a field with a blank in its name', 'From : ceo@example.org\r\n\r\r\n'],
    ['a second From on top', 'From: ceo@example.org\r\n'],
    ['a header of its own', 'From: ceo@example.org\r\n\r\n'],
    ['a broken field', 'X\r\nFrom: ceo@example.org\r\n'],
  ])('a signed mail sent again below %s proves nothing', async (_, above) => {
    const mail = await signed(['example.org'])
    expect(await check(above + mail)).toMatchObject({ proven: false })
  })

  test('a hundred signatures are not looked at', async () => {
    const many = await signed(Array(100).fill('example.org'))
    expect(await check(many)).toMatchObject({ dkim: 'policy', proven: false, asked: [] })
  })

  test('bytes that are no mail prove nothing', async () => {
    for (const bytes of ['', '\0\0\0', 'DKIM-Signature:', 'From: @\r\nDKIM-Signature: d=;s=\r\n'])
      expect(await check(bytes, { from: outside })).toMatchObject({ proven: false, forged: null })
  })
})

describe('SPF', () => {
  const zone = {
    ...domains({ 'example.org': 'none' }),
    'example.org': 'v=spf1 ip4:198.51.100.0/24 -all',
  }

  test('a mail that a server of its domain delivers is proven', async () => {
    expect(await check(plain, { zone, from: outside })).toMatchObject({
      ...{ spf: 'pass', dkim: 'none', dmarc: 'pass', proven: true },
    })
    expect(await check(plain, { zone, from: `::ffff:${outside}` })).toMatchObject({ spf: 'pass' })
  })

  test('one that somebody else delivers is not', async () => {
    const other = { zone, from: '203.0.113.9' }
    expect(await check(plain, other)).toMatchObject({ spf: 'fail', dmarc: 'fail', proven: false })
  })

  test('the envelope speaks for its own domain alone', async () => {
    const elsewhere = { ...zone, 'mailer.test': 'v=spf1 +all' }
    const given = { zone: elsewhere, from: outside, sender: 'bounces@mailer.test' }
    expect(await check(plain, given)).toMatchObject({ spf: 'pass', dmarc: 'fail', proven: false })
  })

  test.each(['127.0.0.1', '::1', '10.1.2.3', 'fd00::1', '::ffff:192.168.0.1', null, 'no address'])(
    'what comes from %s has a sender that nobody knows, so nothing is asked',
    async (from) => {
      expect(await check(plain, { zone, from })).toMatchObject({
        ...{ spf: 'none', dkim: 'none', dmarc: 'none', proven: false, asked: [] },
      })
    },
  )

  test('a bounce has no sender to check', async () => {
    expect(await check(plain, { zone, from: outside, sender: '' })).toMatchObject({ spf: 'none' })
  })
})

describe('DMARC', () => {
  const zone = (policy: string) => ({
    ...domains({ 'example.org': policy }),
    'example.org': 'v=spf1 -all',
  })

  test('a mail is forged when it fails everything and its domain asks to reject it', async () => {
    const { forged, ...found } = await check(plain, { zone: zone('reject'), from: outside })
    expect(found).toMatchObject({ spf: 'fail', dmarc: 'fail', proven: false })
    expect(forged).toContain('ada@example.org')
    const env = { MAIL_DMARC_REJECT: 'accept' } as const
    expect(await check(plain, { zone: zone('reject'), from: outside, env })).toMatchObject({
      ...{ dmarc: 'fail', forged: null },
    })
  })

  test.each(['quarantine', 'none'])(
    'where it asks for %s the mail is only not proven',
    async (policy) => {
      expect(await check(plain, { zone: zone(policy), from: outside })).toMatchObject({
        ...{ dmarc: 'fail', proven: false, forged: null },
      })
    },
  )

  test('a mail that SPF could not be asked about is never taken for forged', async () => {
    const mail = (await signed(['example.org'])).replace('Help!', 'Banner')
    expect(await check(mail, { zone: zone('reject'), from: '127.0.0.1' })).toMatchObject({
      ...{ dkim: 'fail', dmarc: 'none', forged: null },
    })
  })
})

describe('a DNS that does not answer', () => {
  test('makes a temperror, and neither a proof nor a forgery', async () => {
    const zone = {
      '_dmarc.example.org': 'v=DMARC1; p=reject',
      'example.org': 'v=spf1 -all',
      'sel._domainkey.example.org': down,
    }
    const mail = await signed(['example.org'])
    expect(await check(mail, { zone, from: outside })).toMatchObject({
      ...{ spf: 'fail', dkim: 'temperror', dmarc: 'temperror', proven: false, forged: null },
    })
    const gone = { 'example.org': down, '_dmarc.example.org': down }
    expect(await check(plain, { zone: gone, from: outside })).toMatchObject({
      ...{ spf: 'temperror', dmarc: 'temperror', forged: null },
    })
  })

  test('keeps a mail waiting for its patience and no longer', async () => {
    const silent: AskDns = () => new Promise(() => {})
    const app = { dns: silent, env: readEnv({}), log: pino({ level: 'silent' }) }
    const raw = Buffer.from(await signed(['example.org']))
    const arrival = { raw, remoteAddress: outside, envelopeFrom: 'ada@example.org', receivedAt }
    const { authentication } = await authenticate(app, arrival, 50)
    expect(authentication).toMatchObject({ spf: 'temperror', dkim: 'temperror', proven: false })
  })
})

describe('what the mail says of itself', () => {
  const claim = (by: string, said: string) => `Authentication-Results: ${by}; ${said}\r\n`
  const relay = { MAIL_TRUSTED_RELAYS: ['198.51.100.0/24'], MAIL_AUTHSERV_ID: 'mx.desk.test' }
  const passed = 'spf=pass smtp.mailfrom=ada@example.org; dmarc=pass header.from=example.org'
  const zone = {
    ...domains({ 'example.org': 'reject' }),
    'example.org': 'v=spf1 -all',
  }

  test('counts when a trusted relay wrote it', async () => {
    const mail = claim('mx.desk.test', passed) + plain
    expect(await check(mail, { zone, from: outside, env: relay })).toMatchObject({
      ...{ spf: 'pass', dmarc: 'pass', proven: true, by: 'mx.desk.test', asked: [] },
    })
  })

  test('counts for nothing when anybody else did', async () => {
    const mail = claim('mx.desk.test', passed) + claim('other.test', passed) + plain
    const denied = { spf: 'fail', dmarc: 'fail', proven: false, by: 'deskwire' }
    expect(await check(mail, { zone, from: outside })).toMatchObject(denied)
    expect(await check(mail, { zone, from: '203.0.113.9', env: relay })).toMatchObject(denied)
    const stranger = claim('mx.evil.test', passed) + plain
    expect(await check(stranger, { zone, from: outside, env: relay })).toMatchObject({
      ...{ spf: 'none', dmarc: 'none', proven: false, forged: null },
    })
  })

  test('the relay is believed on top, not below the trace of a server before it', async () => {
    const mail = [
      claim('mx.desk.test', 'spf=fail smtp.mailfrom=example.org'),
      claim('mx.desk.test', 'dkim=none'),
      'Received: from evil.test by mx.desk.test; Mon, 02 Mar 2026 08:59:00 +0000\r\n',
      claim('mx.desk.test', passed),
      plain,
    ].join('')
    expect(await check(mail, { zone, from: outside, env: relay })).toMatchObject({
      ...{ spf: 'fail', dmarc: 'fail', proven: false },
      forged: expect.stringContaining('ada@example.org'),
    })
  })

  test('what the relay was told by the sender stays a quotation', async () => {
    const sender = '"x smtp.mailfrom=a@example.org; dmarc=pass header.from=example.org"@evil.test'
    const comment = '(by a; dmarc=pass header.from=example.org \\) (x)) '
    const mail = claim('mx.desk.test', `spf=pass ${comment}smtp.mailfrom=${sender}`) + plain
    expect(await check(mail, { zone, from: outside, env: relay })).toMatchObject({
      ...{ spf: 'pass', dmarc: 'fail', proven: false },
    })
  })

  test('a relay that says nothing leaves the signature to us', async () => {
    const mail = await signed(['example.org'])
    expect(await check(mail, { zone, from: outside, env: relay })).toMatchObject({
      ...{ spf: 'none', dkim: 'pass', dmarc: 'pass', proven: true, by: 'deskwire' },
    })
  })

  test('a list that changed the mail is believed about it only when its seal is trusted', async () => {
    const changed = plain.replace('Help!', 'Help!\r\n-- \r\nThe list')
    const mail = await sealed('lists.test', `lists.test; ${passed}`, changed)
    const given = { zone: { ...zone, ...domains({ 'lists.test': null }) }, from: outside }
    const env = { MAIL_TRUSTED_SEALERS: ['lists.test'] }
    expect(await check(mail, { ...given, env })).toMatchObject({
      ...{ spf: 'fail', dmarc: 'fail', arc: 'pass', proven: true, by: 'lists.test', forged: null },
    })
    expect(await check(mail, given)).toMatchObject({ arc: 'pass', proven: false })
    const other = { MAIL_TRUSTED_SEALERS: ['other.test'] }
    expect(await check(mail, { ...given, env: other })).toMatchObject({ proven: false })
    const altered = mail.replace('Help!', 'Pay!')
    expect(await check(altered, { ...given, env })).toMatchObject({ arc: 'fail', proven: false })
    const failed = await sealed(
      'lists.test',
      'lists.test; dmarc=fail header.from=example.org',
      changed,
    )
    expect(await check(failed, { ...given, env })).toMatchObject({ arc: 'pass', proven: false })
  })
})
