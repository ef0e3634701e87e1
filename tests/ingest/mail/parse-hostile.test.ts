import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classify } from '#ingest/mail/classify.ts'
import { parseMail } from '#ingest/mail/parse.ts'
import { rawMail, usual } from './raw-mail.ts'

const megabyte = 1_000_000
/** Generous for a busy machine; what is not linear takes minutes. */
const maxCpuMillis = 1500

async function cpuMillisOf(raw: Buffer): Promise<number> {
  const before = process.cpuUsage()
  await readOrRefuse(raw)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

async function readOrRefuse(raw: Buffer) {
  const mail = await parseMail(raw).catch((error: Error) => error.message)
  if (typeof mail === 'string') return expect(mail).toMatch(/^This mail cannot be read: .+\.$/)
  return expectStorable({ ...mail, classified: classify(mail, { from: '' }) })
}

/** Postgres takes no NUL in a text, JSON no half of a surrogate pair. */
function expectStorable(value: unknown) {
  if (typeof value === 'string') expect(value.includes('\0') || !value.isWellFormed()).toBe(false)
  else if (value && typeof value === 'object' && !Buffer.isBuffer(value))
    Object.values(value).forEach(expectStorable)
}

function filled(piece: string): string {
  return piece.repeat(Math.ceil(megabyte / piece.length)).slice(0, megabyte)
}

const plain = [
  '\n',
  '\r',
  ' ',
  '>',
  '>\n',
  '> a \n',
  '@',
  'a@b.c ',
  'a@a-',
  '<',
  '=?utf-8?q?',
  'begin 644 x\nM\n',
  'user ',
  'Message-ID: <',
  '\0',
  '\xff',
  '{"a":',
  '--\n',
]
const html = [
  '<div>',
  '<blockquote>',
  '<table><tr><td>',
  '<ul><li>x',
  '<',
  '&amp',
  '<!--',
  '<script',
  '<a "',
  '<p>a</p>',
  'cid:x"',
]
const fields = [
  'To: a@b.c,',
  'To: (',
  'To: "',
  'To: <',
  'To: <a,b',
  'To: a:',
  'To: "\\',
  'Subject: =?utf-8?q?',
  'Subject: =?utf-8?q?a?= ',
  'Subject: \xe4',
  'References: <a@b> ',
  'Content-Type: a;',
  'Content-Type: a/',
  'Date: (',
  'X: a\r\n ',
]

test.each(plain)('a megabyte of %j is read in time', async (piece) => {
  expect(await cpuMillisOf(rawMail(usual, filled(piece)))).toBeLessThan(maxCpuMillis)
})

test.each(plain)('a report of a megabyte of %j is read in time', async (piece) => {
  const raw = rawMail(['From: MAILER-DAEMON@x.test', 'Subject: failure notice'], filled(piece))
  expect(await cpuMillisOf(raw)).toBeLessThan(maxCpuMillis)
})

test.each(html)('a megabyte of HTML %j is read in time', async (piece) => {
  const raw = rawMail([...usual, 'Content-Type: text/html'], filled(piece))
  expect(await cpuMillisOf(raw)).toBeLessThan(maxCpuMillis)
})

test.each(fields)('a header of a megabyte of %j is read in time', async (field) => {
  const [name = '', piece = ''] = field.split(/: (.*)/s)
  const raw = rawMail([`${name}: ${filled(piece)}`, ...usual], 'x')
  expect(await cpuMillisOf(raw)).toBeLessThan(maxCpuMillis)
})

test.each(['--x\r\n', '--x--\r\n', '--x\r\n\r\na\r\n', '--x\r\nA: b\r\n', '--xy\n'])(
  'a megabyte of parts %j is read in time',
  async (piece) => {
    const raw = rawMail([...usual, 'Content-Type: multipart/mixed; boundary=x'], filled(piece))
    expect(await cpuMillisOf(raw)).toBeLessThan(maxCpuMillis)
  },
)

const word = fc.constantFrom(
  'From',
  'To',
  'Subject',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Content-Disposition',
  'Date',
  'Message-ID',
  ': ',
  ';',
  '=',
  '"',
  '\r\n',
  '\n\n',
  '\r\n\r\n',
  '--b',
  '--',
  'multipart/mixed; boundary=b',
  'text/html',
  'message/rfc822',
  'application/ms-tnef',
  'base64',
  'quoted-printable',
  'x-uuencode',
  'charset=utf-7',
  'charset=gbk',
  'filename*0*=',
  'format=flowed',
  '=?utf-8?B?',
  '?=',
  '=ED=A0=80',
  '<a@b.c>',
  'begin 644 x\n',
  'end\n',
  '\x78\x9f\x3e\x22',
  '\0',
  'Final-Recipient: rfc822;',
  'multipart/report; report-type=delivery-status; boundary=b',
)
const noise = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1'))

test('whatever comes is read or refused in words, and can be stored', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 3, arbitrary: word }, noise), { maxLength: 60 }),
      async (pieces) => {
        await readOrRefuse(Buffer.from(pieces.join(''), 'latin1'))
      },
    ),
    { numRuns: 1500 },
  )
})
