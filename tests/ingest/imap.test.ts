import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import {
  addImapAccount,
  allImapAccounts,
  imapAccount,
  type NewImapAccount,
  removeImapAccount,
} from '#core/mails/imap-accounts.ts'
import { queueLooks } from '#core/mails/imap-looks.ts'
import { fetchMail } from '#ingest/imap-fetch.ts'
import { tryFolder } from '#ingest/imap-session.ts'
import { drain, queued } from '#tests/support/jobs.ts'
import { ledger } from '#tests/support/mail.ts'
import { test as base } from '#tests/support/test.ts'
import { account, dovecotVersion, startDovecot } from './dovecot.ts'
import { cert } from './dovecot-certificate.ts'

const given = {
  ...account,
  mailbox: 'help@desk.test',
  port: 993,
  security: 'tls',
  folder: 'INBOX',
} as const satisfies NewImapAccount

const add = (app: App, more: Partial<NewImapAccount> = {}) =>
  perform(app, null, (work) => addImapAccount(work, { ...given, ...more }))

const mail = (id: string, more = '') =>
  `From: Ada <ada@example.org>\r\nTo: help@desk.test\r\nSubject: ${id}\r\nMessage-ID: <${id}@x.test>\r\n${more}\r\nHelp!\r\n`

/** Mails that can be told apart before they are read, and which of them have come. */
const tagged = (names: string[]) =>
  names.map((name) => mail(name).replace('help@', `help+${name}@`))
const arrived = async (app: App) =>
  (await ledger(app)).map(({ envelopeTo: [to] }) => to?.replace(/help\+(.*)@.*/, '$1'))

const subjects = async (app: App) => (await ledger(app)).map(({ subject }) => subject)

describe('accounts', () => {
  base('a password is sealed, and never shown', async ({ app, a }) => {
    await a.homeTeam()
    const id = await add(app)
    const stored = await read(app, null, (db) => imapAccount(db, id))
    expect(stored.password.toString('latin1')).not.toContain(given.password)
    const [shown] = await read(app, null, allImapAccounts)
    expect(shown).toMatchObject({ id, mailbox: 'help@desk.test', problem: null })
    expect(shown).not.toHaveProperty('password')
  })

  base(
    'admins alone configure them, each folder once, for a mailbox that is there',
    async ({ app, a }) => {
      const manager = await a.agent({ role: 'manager' })
      await expect(perform(app, manager, (work) => addImapAccount(work, given))).rejects.toThrow(
        'only admins',
      )
      const id = await add(app)
      await expect(add(app)).rejects.toMatchObject({ code: 'already-exists' })
      await expect(add(app, { mailbox: 'else@desk.test' })).rejects.toThrow('no mailbox')
      await expect(add(app, { host: 'imap.test/x' })).rejects.toThrow('is no host')
      await expect(add(app, { folder: 'A\r\nB' })).rejects.toThrow('Give a folder of one line')
      await perform(app, null, (work) => removeImapAccount(work, id))
      expect(await read(app, null, allImapAccounts)).toEqual([])
    },
  )

  base(
    'a server that does not let us in is a problem of the account, and is left alone for ten minutes',
    async ({ app, a, pass }) => {
      await a.homeTeam()
      const gone = createServer().listen(0, '127.0.0.1')
      await once(gone, 'listening')
      const { port } = gone.address() as AddressInfo
      gone.close()
      const look = () => perform(app, null, queueLooks)
      await add(app, { port })
      await look()
      expect(await queued(app)).toEqual(['mail.fetch'])
      await drain(app)
      expect(await read(app, null, allImapAccounts)).toMatchObject([
        { problem: `127.0.0.1:${port} cannot be reached, or broke off (ECONNREFUSED).` },
      ])
      pass(9)
      await look()
      expect(await queued(app)).toEqual([])
      pass(1)
      await look()
      expect(await queued(app)).toEqual(['mail.fetch'])
    },
  )
})

let dovecot: Awaited<ReturnType<typeof startDovecot>>

/** `imap`: a folder of its own for each test. */
const test = base.extend('imap', async ({ task }) => {
  const name = `f${task.id.replace(/\W/g, '')}`
  const place = { folder: name, port: dovecot.plain, security: 'plain' } as const
  return { ...dovecot.folder(name), place }
})

const which = dovecotVersion ? `Dovecot ${dovecotVersion}` : 'Dovecot 2.3, which is not on the PATH'

describe.skipIf(!dovecotVersion)(`with ${which}`, () => {
  const trusted = getCACertificates('default')
  beforeAll(async () => {
    dovecot = await startDovecot()
    setDefaultCACertificates([...trusted, cert])
  })
  afterAll(async () => {
    setDefaultCACertificates(trusted)
    await dovecot.close()
  })

  test.for(['tls', 'starttls', 'plain'] as const)(
    'mail comes in by %s, and stays as it was there',
    async (security, { app, a, imap }) => {
      await a.team('Sales')
      await a.homeTeam()
      imap.deliver(mail('one'), mail('two', 'Delivered-To: sales@desk.test\r\n'))
      imap.deliver(mail('three').replace('help@desk.test', 'list@x.test'))
      const port = security === 'tls' ? dovecot.tls : dovecot.plain
      const id = await add(app, { ...imap.place, security, port })
      await fetchMail(app, id)
      expect(await ledger(app)).toMatchObject([
        { door: 'imap', envelopeFrom: 'ada@example.org', envelopeTo: ['help@desk.test'] },
        { door: 'imap', envelopeTo: ['sales@desk.test'] },
        { door: 'imap', envelopeTo: ['help@desk.test'] },
      ])
      expect(imap.names().filter((name) => /S$/.test(name))).toEqual([])
      expect(imap.names()).toHaveLength(3)
      await drain(app)
      expect((await ledger(app)).map(({ state }) => state)).toEqual(Array(3).fill('opened'))
    },
  )

  test('each look goes on from the one before', async ({ app, a, pass, imap }) => {
    await a.homeTeam()
    const id = await add(app, imap.place)
    const look = () => {
      pass(1)
      return fetchMail(app, id)
    }
    await look()
    expect(await ledger(app)).toEqual([])
    const names = Array.from({ length: 60 }, (_, i) => `m${i}`)
    imap.deliver(...tagged(names))
    await look()
    await look()
    imap.deliver(...tagged(['late']))
    await look()
    expect(await arrived(app)).toEqual([...names, 'late'])
  })

  test('once its UIDs mean something else all is taken again, and nothing is doubled', async ({
    app,
    a,
    pass,
    imap,
  }) => {
    await a.homeTeam()
    imap.deliver(mail('one'), mail('two'))
    const id = await add(app, imap.place)
    await fetchMail(app, id)
    await drain(app)
    imap.renumber()
    imap.deliver(mail('three'))
    pass(1)
    await fetchMail(app, id)
    await drain(app)
    expect((await ledger(app)).map(({ subject, state }) => `${subject} ${state}`).sort()).toEqual([
      'one duplicate',
      'one opened',
      'three opened',
      'two duplicate',
      'two opened',
    ])
  })

  test('what lies there already can be left', async ({ app, a, pass, imap }) => {
    await a.homeTeam()
    imap.deliver(mail('old'))
    const id = await add(app, { ...imap.place, fromNow: true })
    await fetchMail(app, id)
    imap.deliver(mail('new'))
    pass(1)
    await fetchMail(app, id)
    await drain(app)
    expect(await subjects(app)).toEqual(['new'])
  })

  test('of a mail that is too large the ledger has the header and says where the rest is', async ({
    app: roomy,
    a,
    imap,
  }) => {
    const app: App = { ...roomy, env: { ...roomy.env, SMTP_MAX_BYTES: 5000 } }
    await a.homeTeam()
    imap.deliver(mail('small'), mail('large') + 'x\r\n'.repeat(5000), mail('last'))
    await fetchMail(app, await add(app, imap.place))
    const [, large] = await ledger(app)
    expect(large).toMatchObject({ state: 'rejected', envelopeFrom: 'ada@example.org' })
    expect(large?.size).toBeLessThan(300)
    expect(large?.reason).toMatch(/^It has \d{5} bytes, and SMTP_MAX_BYTES takes 5000/)
    await drain(app)
    expect((await ledger(app)).map(({ state }) => state)).toEqual(['opened', 'rejected', 'opened'])
  })

  test('two looks at once, and one that is cut off, neither lose nor double a mail', async ({
    own,
    imap,
  }) => {
    const { app, a, pass } = own
    await a.homeTeam()
    const names = Array.from({ length: 70 }, (_, i) => `m${i}`)
    imap.deliver(...tagged(names))
    const id = await add(app, imap.place)
    await expect(fetchMail(cutOff(app, 2), id)).rejects.toThrow('the line is dead')
    expect((await ledger(app)).length).toBe(50)
    pass(1)
    const late = { ...app, clock: () => new Date(app.clock().getTime() + 60_000) }
    await Promise.all([fetchMail(app, id), fetchMail(app, id), fetchMail(late, id)])
    pass(2)
    await fetchMail(app, id)
    expect((await arrived(app)).sort()).toEqual(names.sort())
  })

  test('a wrong password and a missing folder are told in words', async ({
    app,
    a,
    pass,
    imap,
  }) => {
    await a.homeTeam()
    const id = await add(app, { ...imap.place, password: 'wrong' })
    await fetchMail(app, id)
    pass(1)
    expect(await read(app, null, allImapAccounts)).toMatchObject([
      { problem: expect.stringContaining('does not let ana in with this password') },
    ])
    await expect(tryFolder({ ...given, ...imap.place, folder: 'None' })).rejects.toThrow(
      'There is no folder None',
    )
    await expect(tryFolder({ ...given, ...imap.place, security: 'tls' })).rejects.toThrow(
      'cannot be made private',
    )
  })
})

/** The same desk, whose database goes away after so many units of work. */
function cutOff(app: App, units: number): App {
  let left = units
  const db: App['db'] = {
    transaction: (...todo) => {
      left -= 1
      return left < 0 ? Promise.reject(new Error('the line is dead')) : app.db.transaction(...todo)
    },
  }
  return { ...app, db, readOnly: db }
}
