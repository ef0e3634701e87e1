import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { judgeDkim, judgeDmarc, judgeSpf } from '#console/doctor/dns-records.ts'
import { examineDesk } from '#console/doctor/examine.ts'
import { examineAddress, examineCertificate } from '#console/doctor/settings.ts'
import { type App, type AskDns, perform } from '#core/app.ts'
import { readEnv } from '#core/env.ts'
import { addDkimKey } from '#core/mails/dkim-keys.ts'
import { suppressAddress } from '#core/mails/suppressions.ts'
import { addMailbox } from '#core/teams/teams.ts'
import { cert, key } from '#tests/support/certificate.ts'
import { mailer } from '#tests/support/mail.ts'
import { dataFolder, startDeskwire } from '#tests/support/process.ts'
import { startSink } from '#tests/support/sink.ts'
import { test } from './run.ts'

const patient = { timeout: 180_000 }

/** A DNS that knows these names, as `TYPE name`, and no other. */
function dns(known: Record<string, unknown[]>): AskDns {
  return async (name, type) => {
    const found = known[`${type} ${name}`]
    if (found) return found as string[][]
    throw Object.assign(new Error(`query${type} ENODATA ${name}`), { code: 'ENODATA' })
  }
}

async function examined(app: App, dataDir = withSecret()) {
  const findings = await examineDesk({ app, dataDir })
  return new Map(findings.map((finding) => [finding.check, finding]))
}

function withSecret(): string {
  const folder = dataFolder()
  writeFileSync(join(folder, 'secret'), 'x', { mode: 0o600 })
  return folder
}

test('a desk in order has nothing to mend, and each domain is looked up', async ({ app, a }) => {
  app.clock = () => new Date()
  const team = await a.homeTeam()
  await a.agent({ role: 'admin' })
  const record = await perform(app, null, async (work) => {
    await addMailbox(work, { address: 'help@acme.io', name: 'Help', teamId: team })
    return addDkimKey(work, { domain: 'acme.io', selector: 'one' })
  })
  app.dns = dns({
    'MX acme.io': [{ exchange: 'mx.acme.io', priority: 10 }],
    'TXT acme.io': [['google-site-verification=x'], ['v=spf1 include:relay.test ', '-all']],
    'TXT one._domainkey.acme.io': [[record.value.slice(0, 255), record.value.slice(255)]],
    'TXT _dmarc.acme.io': [['v=DMARC1; p=quarantine']],
  })
  app.env.SMTP_PORT = (await mailer(app)).port
  const sink = await startSink()
  onTestFinished(sink.close)
  app.env.SMTP_URL = sink.url

  const findings = await examined(app)

  expect([...findings.values()].filter(({ ok }) => ok === false)).toEqual([])
  const good = [...findings].filter(([, { ok }]) => ok).map(([check]) => check)
  expect(good).toEqual(
    expect.arrayContaining([
      'secret',
      'folder',
      'database',
      'roles',
      'policies',
      'mail in',
      'relay',
      'MX acme.io',
      'SPF acme.io',
      'DKIM one._domainkey.acme.io',
      'DMARC acme.io',
      'mailboxes',
      'answers',
      'admin',
      'teams',
      'ledger',
      'outbox',
      'jobs',
      'loops',
    ]),
  )
  expect(sink.received).toEqual([])
})

test('a DNS that cannot be asked is no fault of the domain', async ({ app, a }) => {
  const teamId = await a.homeTeam()
  await perform(app, null, (work) =>
    addMailbox(work, { address: 'help@acme.io', name: 'Help', teamId }),
  )
  app.dns = async () => {
    throw Object.assign(new Error('queryMx ECONNREFUSED acme.io'), { code: 'ECONNREFUSED' })
  }
  const findings = await examined(app)
  for (const check of ['MX acme.io', 'SPF acme.io', 'DMARC acme.io'])
    expect(findings.get(check)).toMatchObject({
      ok: null,
      words: expect.stringContaining('could not be looked up'),
    })
  expect(findings.get('DNS desk.test')).toMatchObject({ ok: null })
})

test('what keeps mail from arriving is named, with what to do', async ({ app, a }) => {
  const teamId = await a.homeTeam()
  await perform(app, null, async (work) => {
    const address = `${'long'.repeat(10)}@acme.io`
    await addMailbox(work, { address, name: 'Help', teamId })
    await suppressAddress(work, 'ada@example.org', 'gone')
    await work.tx.execute(
      `insert into mails (received_at, door, envelope_from, envelope_to, team_ids, raw, size, state)
        values ('2026-03-01', 'email', '', '{}', '{}', '', 0, 'received')`,
    )
  })
  app.dns = dns({
    'MX acme.io': [{ exchange: '', priority: 0 }],
    'TXT acme.io': [['v=spf1 +all']],
  })
  app.env.SMTP_URL = 'smtp://127.0.0.1:1'
  const folder = withSecret()
  chmodSync(join(folder, 'secret'), 0o644)

  const findings = await examined(app, folder)

  const wrong = [...findings.values()].filter(({ ok }) => ok === false)
  expect(wrong.map(({ check }) => check)).toEqual([
    'secret',
    'clock', // That of the test stands.
    'relay',
    'MX acme.io',
    'SPF acme.io',
    'DMARC acme.io',
    'answers',
    'admin',
    'teams',
    'ledger',
  ])
  expect(wrong.every(({ mend }) => mend)).toBe(true)
  expect(findings.get('suppressed')).toMatchObject({ ok: null })
  expect(findings.get('DKIM acme.io')).toMatchObject({ ok: null })
})

test('the door is examined over TLS, and another program on its port is not taken for it', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const folder = withSecret()
  const files = { SMTP_TLS_KEY: join(folder, 'key.pem'), SMTP_TLS_CERT: join(folder, 'cert.pem') }
  writeFileSync(files.SMTP_TLS_KEY, key)
  writeFileSync(files.SMTP_TLS_CERT, cert)
  Object.assign(app.env, files)
  app.env.SMTP_PORT = (await mailer(app)).port
  const ours = await examined(app)
  expect(ours.get('mail in')).toMatchObject({ ok: true })
  expect(ours.get('certificate')).toMatchObject({ ok: true })
  const soon = await examineCertificate(app.env, new Date('2126-10-20T00:00:00Z'))
  expect(soon).toMatchObject({ ok: false, words: expect.stringContaining('ends in 8 days') })

  const other = await startSink()
  onTestFinished(other.close)
  app.env.SMTP_PORT = Number(new URL(other.url).port)
  expect((await examined(app)).get('mail in')).toMatchObject({
    ok: false,
    words: expect.stringContaining("answers a stranger's address"),
  })

  const mute = createServer((socket) => socket.end('hello\r\n')).listen(0, '127.0.0.1')
  await once(mute, 'listening')
  onTestFinished(() => void mute.close())
  app.env.SMTP_PORT = (mute.address() as { port: number }).port
  expect((await examined(app)).get('mail in')).toMatchObject({ ok: false })
})

test.for<[env: Record<string, string>, ok: boolean | null]>([
  [{}, null],
  [{ PUBLIC_URL: 'https://desk.acme.io' }, true],
  [{ PUBLIC_URL: 'http://localhost:3000' }, true],
  [{ PUBLIC_URL: 'http://desk.acme.io' }, false],
  [{ DESKWIRE_HOST: '0.0.0.0' }, false],
])('of the address that %j gives, it says %j', ([env, ok]) => {
  expect(examineAddress(readEnv(env)).ok).toBe(ok)
})

const judges = {
  SPF: (texts: string[]) => judgeSpf('a.io', texts),
  DKIM: (texts: string[]) => judgeDkim({ name: 'n', value: 'v=DKIM1; p=AB' }, texts),
  DMARC: (texts: string[]) => judgeDmarc('a.io', texts),
}

test.for<[record: keyof typeof judges, texts: string[], ok: boolean]>([
  ['SPF', ['v=spf1 mx -all'], true],
  ['SPF', ['v=spf1 redirect=_spf.b.io'], true],
  ['SPF', ['v=spf1 include:all.b.io ?all'], true],
  ['SPF', ['v=spf10 -all'], false],
  ['SPF', ['v=spf1 mx all'], false],
  ['SPF', ['v=spf1 mx +ALL'], false],
  ['SPF', ['v=spf1 -all', 'v=spf1 mx -all'], false],
  ['DKIM', ['k=rsa; p=A B;'], true],
  ['DKIM', ['v=DKIM1; p=AC'], false],
  ['DKIM', ['v=DKIM1; p='], false],
  ['DKIM', [], false],
  ['DMARC', ['v=DMARC1; p=reject; rua=mailto:x@a.io'], true],
  ['DMARC', ['v=DMARC1;p=none'], true],
  ['DMARC', ['v=DMARC1; sp=none'], false],
  ['DMARC', ['v=DMARC1; p=none', 'v=DMARC1; p=reject'], false],
  ['DMARC', [], false],
])('%s as %j: sound is %j', ([record, texts, ok]) => {
  const { mend, ...judged } = judges[record](texts)
  expect(judged.ok).toBe(ok)
  expect(mend === null).toBe(ok)
})

test('the policy of a domain above counts, and its key signs for those below', async ({
  app,
  a,
}) => {
  const teamId = await a.homeTeam()
  const { name, value } = await perform(app, null, async (work) => {
    await addMailbox(work, { address: 'help@mail.acme.io', name: 'Help', teamId })
    return addDkimKey(work, { domain: 'acme.io', selector: 'one' })
  })
  app.dns = dns({
    'A mail.acme.io': ['192.0.2.1'],
    'TXT _dmarc.acme.io': [['v=DMARC1; p=reject']],
    [`TXT ${name}`]: [[value]],
  })
  const findings = await examined(app)
  expect(findings.get('MX mail.acme.io')).toMatchObject({ ok: true })
  expect(findings.get('DMARC mail.acme.io')).toMatchObject({ ok: true, words: 'p=reject' })
  expect(findings.get(`DKIM ${name}`)).toMatchObject({ ok: true })
})

test(
  'the command says it in words and as JSON, also when nothing can be looked at',
  patient,
  async ({ desk }) => {
    await desk.a.homeTeam()
    const first = await desk.deskwire(['doctor', '--json'])
    expect(first.code).toBe(1)
    const told = JSON.parse(first.out)
    expect(told.ok).toBe(false)
    expect(told.checks).toContainEqual({
      check: 'admin',
      ok: false,
      words: 'there is none',
      mend: expect.stringContaining('set-up link'),
    })
    await desk.a.agent({ role: 'admin' })
    const words = await desk.deskwire(['doctor'], { SMTP_PORT: '1' })
    expect(words).toMatchObject({ code: 0, err: '' })
    expect(words.out).toMatch(/^✓ mailboxes +help@desk\.test$/m)
    expect(words.out).toMatch(/^– relay .*\n +→ Set SMTP_URL/m)
    const gone = await desk.deskwire(['doctor', '--json'], {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    })
    expect([gone.code, JSON.parse(gone.out).checks.at(-1)]).toMatchObject([
      1,
      { check: 'database', ok: false, words: expect.stringContaining('DATABASE_URL') },
    ])
  },
)

test(
  '`deskwire canary` says what to set, what the relay said, and where it is lost',
  patient,
  async ({ desk }) => {
    await desk.a.homeTeam()
    expect(await desk.deskwire(['canary'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('Set SMTP_URL'),
    })
    const sink = await startSink()
    onTestFinished(sink.close)
    const lost = await desk.deskwire(['canary', '--wait', '1', '--json'], { SMTP_URL: sink.url })
    expect([lost.code, JSON.parse(lost.out)]).toMatchObject([
      1,
      { ok: false, problem: expect.stringContaining('has not arrived within 1 s') },
    ])
    expect(sink.received).toHaveLength(1)
  },
)

test(
  'beside a running desk the canary comes home, and the doctor finds the door',
  patient,
  async ({ desk: { deskwire, folder, database, a } }) => {
    await a.homeTeam()
    const running = await startDeskwire({ DATABASE_URL: database.ownerUrl, DESKWIRE_DATA: folder })
    onTestFinished(async () => void (await running.stop()))
    const ran = await deskwire(['canary', '--json'], {
      SMTP_URL: `smtp://127.0.0.1:${running.smtp}`,
    })
    expect([ran.code, JSON.parse(ran.out)]).toMatchObject([0, { ok: true }])
    const { out } = await deskwire(['doctor'], { SMTP_PORT: String(running.smtp) })
    expect(out).toMatch(/^✓ mail in /m)
  },
)
