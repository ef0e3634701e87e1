import { createSign } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { pino } from 'pino'
import { expect } from 'vitest'
import { askAmazon, isAmazon } from '#console/hooks/ask-amazon.ts'
import { formBytes } from '#console/hooks/form-bytes.ts'
import { mailHookRoutes } from '#console/hooks/mail-hook.ts'
import { receive, type Visit } from '#console/visit.ts'
import { type App, perform, read } from '#core/app.ts'
import { readRawMail } from '#core/mails/find.ts'
import { addToken, type Scope } from '#core/people/tokens.ts'
import type { AgentRole } from '#db/schema/enums.ts'
import { cert, key } from '#tests/support/certificate.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger } from '#tests/support/mail.ts'
import { test as base } from '#tests/support/test.ts'

const fields = 'From: Ada <ada@example.org>\r\nTo: help@desk.test\r\nSubject: Stuck\r\n'
const raw = Buffer.from(`${fields}Message-ID: <1@x.test>\r\n\r\nHelp! Gr\xfc\xdfe\r\n`, 'latin1')
const maxBytes = 65_536

/** `hook`: the door on a real port, with an Amazon that shows our certificate and remembers what was asked for. */
const test = base.extend('hook', async ({ app: shared, a }, { onCleanup }) => {
  await a.homeTeam()
  const logged: string[] = []
  const log = pino({}, { write: (line: string) => void logged.push(line) })
  const app: App = { ...shared, env: { ...shared.env, SMTP_MAX_BYTES: maxBytes }, log }
  const asked: string[] = []
  const amazon = async (url: string) => {
    asked.push(url)
    return cert
  }
  const server = new Hono<Visit>()
  server.use(receive(app))
  server.route('/hooks', mailHookRoutes(app, amazon))
  const listening = serve({ fetch: server.fetch, port: 0, hostname: '127.0.0.1' })
  await once(listening, 'listening')
  onCleanup(() => new Promise<void>((resolve) => void listening.close(() => resolve())))
  const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/hooks/mail`

  async function tokenFor(scopes: Scope[] = ['mails:write'], role: AgentRole = 'agent') {
    const { personId } = await a.agent({ role })
    return perform(app, null, (work) => addToken(work, personId, { name: 'test', scopes }))
  }
  const token = await tokenFor()
  async function post(
    body: BodyInit,
    type = 'message/rfc822',
    { path = `/${token}`, headers = {} }: { path?: string; headers?: Record<string, string> } = {},
  ) {
    const sent = { ...(type && { 'content-type': type }), ...headers }
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body,
      headers: sent,
      duplex: 'half',
    }
    const answer = await fetch(`${url}${path}`, init)
    const { mail = null, detail = '' } = (await answer.json()) as { mail?: number; detail?: string }
    return { status: answer.status, mail, detail }
  }
  return { app, a, url, token, tokenFor, post, asked, logged }
})

const last = async (app: App) => (await ledger(app)).at(-1)

test('a mail is answered 200 once it is kept, and posted again ends as a duplicate', async ({
  hook,
}) => {
  const first = await hook.post(raw)
  expect(first).toMatchObject({ status: 200, mail: expect.any(Number) })
  expect(await last(hook.app)).toMatchObject({
    id: first.mail,
    door: 'webhook',
    envelopeFrom: 'ada@example.org',
    envelopeTo: ['help@desk.test'],
    state: 'received',
  })
  expect(await hook.post(raw, '')).toMatchObject({ status: 200 })
  await drain(hook.app)
  expect((await ledger(hook.app)).map(({ state }) => state).sort()).toEqual(['duplicate', 'opened'])
})

test('a token opens it as bearer, as password and in the path; nothing else does', async ({
  hook,
}) => {
  const { token, tokenFor } = hook
  const basic = (password: string) => `Basic ${Buffer.from(`any:${password}`).toString('base64')}`
  const status = async (path: string, authorization = '') =>
    (await hook.post(raw, 'message/rfc822', { path, headers: { authorization } })).status
  expect(await status('', `Bearer ${token}`)).toBe(200)
  expect(await status('/mime', basic(token))).toBe(200)
  expect(await status(`/${token}/mime`)).toBe(200)

  expect(await status('')).toBe(401)
  expect(await status('', basic('wrong'))).toBe(401)
  expect(await status('/dw_wrong')).toBe(401)
  expect(await status(`/${await tokenFor(['mails:read'])}`)).toBe(403)
  expect(await status(`/${await tokenFor(['mails:write'], 'auditor')}`)).toBe(403)
  expect(hook.logged.join('')).toContain('/hooks/mail/dw_…')
  expect(hook.logged.join('')).not.toContain(token)
})

test('Mailgun posts a form: what it says of the envelope counts, and the bytes stay as they were', async ({
  hook,
}) => {
  const form = new FormData()
  form.set('recipient', 'help+x@desk.test, else@x.test')
  form.set('sender', 'bounce@example.org')
  form.set('body-mime', new Blob([raw]), 'mime')
  const { mail } = await hook.post(form, '')
  expect(await last(hook.app)).toMatchObject({
    envelopeFrom: 'bounce@example.org',
    envelopeTo: ['help+x@desk.test'],
  })
  expect(await read(hook.app, null, (db) => readRawMail(db, Number(mail) as never))).toEqual(raw)

  const percent = [...raw].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const encoded = await hook.post(
    `recipient=help%40desk.test&body-mime=${percent}`,
    'application/x-www-form-urlencoded',
  )
  const kept = await read(hook.app, null, (db) => readRawMail(db, Number(encoded.mail) as never))
  expect(kept).toEqual(raw)
  expect(await hook.post('body-plain=Hi', 'application/x-www-form-urlencoded')).toMatchObject({
    status: 406,
    detail: expect.stringContaining('let the URL end in /mime'),
  })
})

test('Postmark posts JSON; an address of its own there is no mailbox, so the mail tells', async ({
  hook,
}) => {
  const json = { RawEmail: raw.toString('latin1'), OriginalRecipient: 'x@inbound.postmark.test' }
  expect(await hook.post(JSON.stringify(json), 'application/json')).toMatchObject({ status: 200 })
  expect(await last(hook.app)).toMatchObject({ envelopeTo: ['help@desk.test'] })
  const empty = await hook.post('{"Subject":"x"}', 'application/json')
  expect(empty).toMatchObject({ status: 406, detail: expect.stringContaining('Include raw email') })
})

const there = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1a.pem'

function signedByAmazon(message: Record<string, string>): string {
  const whole: Record<string, string> = {
    MessageId: 'm1',
    TopicArn: 'arn:aws:sns:eu-west-1:1:mail',
    Timestamp: '2026-03-02T09:00:00.000Z',
    SignatureVersion: '2',
    SigningCertURL: there,
    ...message,
  }
  const text = Object.keys(whole)
    .filter((name) => !/^Sign/.test(name))
    .sort()
    .map((name) => `${name}\n${whole[name]}\n`)
    .join('')
  const Signature = createSign('sha256').update(text).sign(key, 'base64')
  return JSON.stringify({ ...whole, Signature })
}

function notification(content: object): string {
  const received = {
    notificationType: 'Received',
    mail: { source: 'ada@mail.example.org', destination: ['help@desk.test'] },
    receipt: { recipients: ['help@desk.test'], action: { type: 'SNS', encoding: 'BASE64' } },
    ...content,
  }
  return signedByAmazon({ Type: 'Notification', Message: JSON.stringify(received) })
}

test('Amazon posts notifications that it has signed, as plain text', async ({ hook }) => {
  const genuine = notification({ content: raw.toString('base64') })
  const plain = 'text/plain; charset=UTF-8'
  const { mail, status } = await hook.post(genuine, plain)
  expect(status).toBe(200)
  expect(await last(hook.app)).toMatchObject({ envelopeFrom: 'ada@mail.example.org' })
  expect(await read(hook.app, null, (db) => readRawMail(db, Number(mail) as never))).toEqual(raw)
  expect(await hook.post(notification({}), plain)).toMatchObject({
    status: 406,
    detail: expect.stringContaining('the action SNS'),
  })
  expect(
    await hook.post(notification({ notificationType: 'AMAZON_SES_SETUP_NOTIFICATION' }), plain),
  ).toMatchObject({ status: 200, mail: null })

  const forged = genuine.replace('"m1"', '"m2"')
  const elsewhere = genuine.replace(there, 'https://sns.eu-west-1.amazonaws.com.evil.test/x.pem')
  for (const body of [forged, elsewhere])
    expect(await hook.post(body, plain)).toMatchObject({
      status: 406,
      detail: 'This notification is not signed by Amazon.',
    })
  expect(hook.asked).not.toContainEqual(expect.stringContaining('evil'))
})

test('a subscription is confirmed at Amazon when Amazon has signed it', async ({ hook }) => {
  const SubscribeURL = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t'
  const asked = { Type: 'SubscriptionConfirmation', Message: 'Confirm', Token: 't', SubscribeURL }
  const body = signedByAmazon(asked)
  await hook.post(body.replace('"Token":"t"', '"Token":"u"'), 'text/plain')
  expect(hook.asked).not.toContain(SubscribeURL)
  expect(await hook.post(body, 'text/plain')).toMatchObject({ status: 200, mail: null })
  expect(hook.asked).toContain(SubscribeURL)
})

test.for([
  ['https://sns.eu-west-1.amazonaws.com/x', true],
  ['https://sns.cn-north-1.amazonaws.com.cn/x', true],
  ['http://sns.eu-west-1.amazonaws.com/x', false],
  ['https://sns.eu-west-1.amazonaws.com:8443/x', false],
  ['https://sns.eu-west-1.amazonaws.com@evil.test/x', false],
  ['https://user@sns.eu-west-1.amazonaws.com/x', false],
  ['https://sns.evil.test/x?sns.eu-west-1.amazonaws.com', false],
  ['https://s3.eu-west-1.amazonaws.com/bucket/x', false],
  ['https://127.0.0.1/x', false],
  ['', false],
] as const)('%s is Amazon’s: %s', async ([url, is]) => {
  expect(isAmazon(url)).toBe(is)
  if (!is) await expect(askAmazon(url)).rejects.toThrow('not a URL of Amazon SNS')
})

test('what is too large, empty or for nobody here is refused, and leaves nothing', async ({
  hook,
}) => {
  const large = Buffer.concat([raw, Buffer.alloc(maxBytes, 'x\n')])
  const huge = new Blob([Buffer.alloc(3 * maxBytes, 'x\n')])
  expect(await hook.post(large)).toMatchObject({ status: 413 })
  expect(await hook.post(huge.stream(), '')).toMatchObject({ status: 413 })
  expect(await hook.post('')).toMatchObject({ status: 406 })
  expect(await hook.post('{', 'application/json')).toMatchObject({ status: 406 })
  const foreign = raw.toString('latin1').replace('help@', 'else@')
  expect(await hook.post(foreign)).toMatchObject({
    status: 406,
    detail: expect.stringContaining('names no mailbox'),
  })
  expect(await ledger(hook.app)).toEqual([])
  const path = `/${hook.token}?to=help@desk.test`
  expect(await hook.post(foreign, '', { path })).toMatchObject({ status: 200 })
})

test('a mail without a sender is no bounce; one with a null return path is', async ({ hook }) => {
  const nobody = 'To: help@desk.test\r\nSubject: Hi\r\n\r\nHi\r\n'
  await hook.post(nobody)
  expect(await last(hook.app)).toMatchObject({ envelopeFrom: 'unknown@sender.invalid' })
  await hook.post(`Return-Path: <>\r\n${nobody}`)
  expect(await last(hook.app)).toMatchObject({ envelopeFrom: '' })
})

test('while the database is away the provider hears 500 and comes again', async ({ hook }) => {
  const broken = () => Promise.reject(new Error('connection lost'))
  const app = { ...hook.app, db: { transaction: broken } } as unknown as App
  const answer = await mailHookRoutes(app).request(`/mail/${hook.token}`, {
    method: 'POST',
    body: raw,
  })
  expect(answer.status).toBe(500)
})

test('a form with very many fields, or none, is no form', () => {
  const boundary = 'multipart/form-data; boundary=b'
  const field = (name: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n1\r\n`
  const many = `${Array.from({ length: 50_000 }, (_, i) => field(`f${i}`)).join('')}--b--\r\n`
  expect(formBytes(Buffer.from(many), boundary)).toBeUndefined()
  expect(formBytes(Buffer.from('a&'.repeat(50_000)), 'x')).toBeUndefined()
  expect(formBytes(Buffer.from('nothing'), boundary)?.size).toBe(0)
  expect(
    formBytes(Buffer.from(`${field('a')}--b--\r\n`), boundary)
      ?.get('a')
      ?.toString(),
  ).toBe('1')
})
