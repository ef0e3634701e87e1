import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { senderOf } from '#core/mails/envelope.ts'
import { findMails } from '#core/mails/find.ts'
import { test } from './run.ts'

const patient = { timeout: 120_000 }
const mail = (subject: string, id: string, more = '') =>
  `From: Ada <ada@example.org>\r\nTo: help@desk.test\r\nSubject: ${subject}\r\nMessage-ID: <${id}>\r\n${more}\r\nHello.\r\n`

test(
  'mail from files and from standard input is taken and read at once',
  patient,
  async ({ desk }) => {
    await desk.a.homeTeam()
    const files = ['one', 'two'].map((name) => join(desk.folder, `${name}.eml`))
    writeFileSync(files[0] ?? '', mail('One', 'one@x.test'))
    writeFileSync(files[1] ?? '', mail('Re: One', 'two@x.test', 'In-Reply-To: <one@x.test>\r\n'))
    const ran = await desk.deskwire(['ingest', ...files, '--to', 'help@desk.test'])
    expect(ran).toMatchObject({ code: 0, err: '' })
    const [one, two] = ran.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(one).toEqual({ mail: expect.any(Number), state: 'opened', ticket: expect.any(Number) })
    expect(two).toEqual({ mail: one.mail + 1, state: 'appended', ticket: one.ticket })

    const again = await desk.deskwire(
      ['ingest', '--to', 'help@desk.test', '--from', 'relay@x.test', '--json'],
      {
        input: mail('One', 'one@x.test'),
      },
    )
    expect(JSON.parse(again.out)).toMatchObject({ state: 'duplicate' })
    const { items } = await read(desk.app, null, (db) => findMails(db))
    expect(items.map((each) => [each.door, each.envelopeFrom])).toEqual([
      ['cli', 'relay@x.test'],
      ['cli', 'ada@example.org'],
      ['cli', 'ada@example.org'],
    ])

    const replayed = await desk.deskwire(['replay', String(JSON.parse(again.out).mail), '--json'])
    expect(JSON.parse(replayed.out)).toMatchObject({ state: 'duplicate' })
    expect(await desk.deskwire(['replay', String(one.mail)])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('has had its effect'),
    })
  },
)

test('what is no mail, or for nobody here, is refused', patient, async ({ desk }) => {
  await desk.a.homeTeam()
  const cases: [args: string[], why: RegExp, input?: string][] = [
    [['--to', 'else@desk.test'], /There are: help@desk\.test/, mail('x', 'x@x')],
    [['--to', 'help@desk.test'], /empty/],
    [
      ['--to', 'help@desk.test', join(desk.folder, 'missing.eml')],
      /missing\.eml cannot be read \(ENOENT\)/,
    ],
  ]
  for (const [args, why, input = ''] of cases) {
    const ran = await desk.deskwire(['ingest', ...args], { input })
    expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringMatching(why) })
  }
})

test.for([
  ['From: Ada <ada@x.test>\r\n\r\nReturn-Path: <no@x.test>', 'ada@x.test'],
  ['From: ada@x.test\n\nx', 'ada@x.test'],
  ['From: "a <b@c.test>" <ada@x.test>\n\n', 'ada@x.test'],
  ['Return-Path: <bob@x.test>\r\nFrom: ada@x.test\r\n\r\n', 'bob@x.test'],
  ['Return-Path: <>\r\nFrom: ada@x.test\r\n\r\n', ''],
  ['FROM:\r\n Ada\r\n <ada@x.test>\r\n\r\n', 'ada@x.test'],
  ['Subject: x\r\n\r\n', 'unknown@sender.invalid'],
  ['', 'unknown@sender.invalid'],
])('the sender of %j is %j', ([raw = '', sender]) => {
  expect(senderOf(Buffer.from(raw))).toBe(sender)
})
