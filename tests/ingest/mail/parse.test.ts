import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { parseMail } from '#ingest/mail/parse.ts'
import { bytes, multipart, rawMail, usual } from './raw-mail.ts'

test('an ordinary mail is read as it was written', async () => {
  const mail = await parseMail(
    rawMail(
      [...usual, 'In-Reply-To: <a@x>', 'References: <z@x> <a@x>', 'Cc: Bo <bo@customer.test>'],
      'Help!\r\n',
    ),
  )
  expect(mail).toMatchObject({
    messageId: 'one@customer.test',
    hasMessageId: true,
    inReplyTo: ['a@x'],
    references: ['z@x', 'a@x'],
    subject: 'It does not start',
    from: { address: 'ada@customer.test', name: 'Ada Lovelace' },
    fromCount: 1,
    to: [{ address: 'help@desk.test', name: '' }],
    cc: [{ address: 'bo@customer.test', name: 'Bo' }],
    date: new Date('2026-01-06T09:00:00Z'),
    text: 'Help!\n',
    html: null,
    attachments: [],
    notes: [],
  })
})

const written: [charset: string, text: string][] = [
  ['utf-8', 'Größe – 大小'],
  ['windows-1252', 'Rückfrage zur Größe der Lieferung'],
  ['windows-1251', 'Здравствуйте, где мой заказ?'],
  ['koi8-r', 'Здравствуйте, где мой заказ?'],
  ['windows-1250', 'Dobrý den, zboží ještě nepřišlo'],
  ['windows-1253', 'Καλημέρα, πού είναι η παραγγελία μου'],
  ['windows-1254', 'Siparişim hâlâ gelmedi, yardımcı olur musunuz'],
  ['windows-1255', 'שלום, איפה ההזמנה שלי'],
  ['windows-1256', 'مرحبا، أين طلبي من فضلك'],
  ['gbk', '您好，我的订单还没有收到'],
  ['big5', '您好，我的訂單還沒有收到'],
  ['shift_jis', 'お世話になっております。商品が届きません'],
  ['euc-jp', 'お世話になっております。商品が届きません'],
  ['euc-kr', '안녕하세요, 주문한 상품이 도착하지 않았습니다'],
]

test.each(written)(
  '%s that is not declared is recognised, in subject, name and text',
  async (charset, text) => {
    const raw = bytes(iconv.encode(text, charset))
    const mail = await parseMail(
      rawMail([`From: ${raw.replaceAll(',', '')} <ada@customer.test>`, `Subject: ${raw}`], raw),
    )
    expect([mail.subject, mail.text]).toEqual([text, text])
    expect(mail.from?.name).toBe(text.replaceAll(',', ''))
  },
)

test.each(written)('%s that is declared is believed', async (charset, text) => {
  const encoded = iconv.encode(text, charset)
  const word = `=?${charset}?B?${encoded.toString('base64')}?=`
  const mail = await parseMail(
    rawMail(
      [...usual.slice(0, 2), `Subject: ${word}`, `Content-Type: text/plain; charset=${charset}`],
      bytes(encoded),
    ),
  )
  expect([mail.subject, mail.text]).toEqual([text, text])
})

const headers: [title: string, subject: string, read: string][] = [
  ['words cut in the middle of a character', '=?utf-8?B?4oI=?= =?utf-8?B?rA==?=', '€'],
  [
    'words in ISO-2022-JP',
    '=?ISO-2022-JP?B?GyRCJUYbKEI=?=\r\n =?ISO-2022-JP?B?GyRCJTkbKEI=?=',
    'テス',
  ],
  ['blanks and question marks inside a word', '=?utf-8?Q?Is it on? Yes=21?=', 'Is it on? Yes!'],
  ['UTF-7', '=?utf-7?Q?Fr+APY-sche?=', 'Frösche'],
  ['a word glued to text', 'Re:=?utf-8?Q?_caf=C3=A9?=!', 'Re: café!'],
  ['bytes above ASCII inside a word', `=?utf-8?Q?caf${bytes('é')}?=`, 'café'],
  ['an unknown charset', '=?x-nothing?Q?caf=C3=A9?=', 'café'],
  ['a language tag', '=?utf-8*en?Q?hi?=', 'hi'],
  ['folds, tabs and controls', 'a\r\n\tb\u0007\u0000c', 'a bc'],
]
test.each(headers)('a subject with %s', async (_, subject, read) => {
  const mail = await parseMail(rawMail([`Subject: ${subject}`], 'x'))
  expect(mail.subject.replaceAll(' c', 'c')).toBe(read.replaceAll(' c', 'c'))
})

const froms: [written: string, address: string | null, name: string][] = [
  ['ada@customer.test', 'ada@customer.test', ''],
  ['"Lovelace, Ada" <ada@customer.test>', 'ada@customer.test', 'Lovelace, Ada'],
  ['Lovelace, Ada <ada@customer.test>', 'ada@customer.test', 'Lovelace, Ada'],
  ['ada@customer.test (Ada (the first))', 'ada@customer.test', 'Ada (the first)'],
  ['Friends: Ada <ada@customer.test>, bo@x.test;', 'ada@customer.test', 'Ada'],
  ['"help@desk.test" <evil@customer.test>', 'evil@customer.test', 'help@desk.test'],
  ['"<ceo@desk.test>" <evil@customer.test>', 'evil@customer.test', '<ceo@desk.test>'],
  ['=?utf-8?Q?ceo=40desk.test?= <evil@customer.test>', 'evil@customer.test', 'ceo@desk.test'],
  ['Ada <@relay.test,@other.test:ada@customer.test>', 'ada@customer.test', 'Ada'],
  ['"a b"@customer.test', '"a b"@customer.test', ''],
  ['Ada <ada@Bücher.TEST>', 'ada@xn--bcher-kva.test', 'Ada'],
  ['Ada <ada@customer.test', 'ada@customer.test', 'Ada'],
  ['undisclosed-recipients:;', null, ''],
  ['root', null, ''],
  ['<>', null, ''],
]
test.each(froms)('From: %s', async (written, address, name) => {
  const mail = await parseMail(rawMail([`From: ${bytes(written)}`], 'x'))
  expect(mail.from).toEqual(address && { address, name })
})

test('of two From fields the first is shown, and the mail says that there were two', async () => {
  const mail = await parseMail(rawMail(['From: a@x.test', 'From: b@x.test'], 'x'))
  expect(mail).toMatchObject({ from: { address: 'a@x.test' }, fromCount: 2 })
  expect(mail.notes).toContain('It has 2 From fields; the first is shown, none is trusted.')
})

test('a list header is kept under its own name, and repeated fields are all kept', async () => {
  const mail = await parseMail(
    rawMail(['List-Id: <a.b>', 'Received: one', 'Received:\r\n two'], ''),
  )
  expect(mail.headers).toEqual([
    { name: 'list-id', value: '<a.b>' },
    { name: 'received', value: 'one' },
    { name: 'received', value: 'two' },
  ])
})

test('text that has no header at all is the body', async () => {
  const mail = await parseMail(Buffer.from('Just a line\nand another\n'))
  expect(mail).toMatchObject({
    text: 'Just a line\nand another\n',
    headers: [],
    hasMessageId: false,
    from: null,
  })
})

test('a mail without Message-ID gets the same one again when relays change its trace', async () => {
  const ids = await Promise.all(
    ['one', 'two'].map(
      async (hop) =>
        (await parseMail(rawMail([`Received: ${hop}`, 'From: a@x.test'], 'x'))).messageId,
    ),
  )
  expect(ids[0]).toBe(ids[1])
})

const names: [field: string, name: string][] = [
  ['filename="plan.pdf"', 'plan.pdf'],
  ["filename*=utf-8''%e2%82%ac%20rates.txt", '€ rates.txt'],
  ['filename*0*=utf-8\'\'%e2%82; filename*1*=%ac; filename*2="-rates.txt"', '€-rates.txt'],
  ['filename="=?utf-8?Q?Pl=C3=A4ne.pdf?="', 'Pläne.pdf'],
  [`filename="${bytes('Pläne.pdf')}"`, 'Pläne.pdf'],
  [`filename="${bytes(iconv.encode('прайс-лист.pdf', 'windows-1251'))}"`, 'прайс-лист.pdf'],
  ['filename="../../etc/passwd"', 'passwd'],
  ['filename="C:\\\\temp\\\\a.txt"', 'a.txt'],
  ['filename=".htaccess"', 'htaccess'],
  ['filename="CON.txt"', '_CON.txt'],
  [`filename="${bytes('a\u202Etxt.exe')}"`, 'atxt.exe'],
  [`filename="${bytes('a\u200Bb\u0000c.txt')}"`, 'abc.txt'],
  [`filename="${'x'.repeat(300)}.pdf"`, `${'x'.repeat(195)}….pdf`],
]
test.each(names)('a file named %s is called %s', async (field, name) => {
  const raw = multipart('mixed', [
    '\r\nHi',
    `Content-Type: application/pdf\r\nContent-Disposition: attachment; ${field}\r\n\r\nx`,
  ])
  const [file] = (await parseMail(raw)).attachments
  expect(file?.filename.replaceAll(' ', '')).toBe(name.replaceAll(' ', ''))
})

test('a text part with a name is a file, also without a disposition', async () => {
  const mail = await parseMail(
    multipart('mixed', [
      'Content-Type: text/plain\r\n\r\nHi',
      'Content-Type: text/plain; name=log.txt\r\n\r\nlog',
    ]),
  )
  expect(mail.text).toBe('Hi')
  expect(mail.attachments).toMatchObject([{ filename: 'log.txt', content: Buffer.from('log') }])
})

test('a mail within a mail stays whole, called by its subject', async () => {
  const inner = 'Subject: Inner\r\nFrom: x@y.test\r\n\r\nInner text'
  const mail = await parseMail(
    multipart('mixed', [
      '\r\nOuter',
      `Content-Type: message/rfc822\r\nContent-Disposition: inline\r\n\r\n${inner}`,
    ]),
  )
  expect(mail.text).toBe('Outer')
  expect(mail.attachments).toMatchObject([
    { filename: 'Inner.eml', contentType: 'message/rfc822', content: Buffer.from(inner) },
  ])
})

test('a uuencoded file in the text becomes a file', async () => {
  const mail = await parseMail(
    rawMail(usual, 'See:\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nBye\r\n'),
  )
  expect(mail.text).toBe('See:\nBye\n')
  expect(mail.attachments).toMatchObject([{ filename: 'cat.txt', content: Buffer.from('Cat') }])
})

test('format=flowed never joins a quoted line with the answer after it', async () => {
  const body = '> quoted \r\n> on\r\nMy answer \r\ngoes on\r\n-- \r\nAda\r\n'
  const mail = await parseMail(rawMail([...usual, 'Content-Type: text/plain; format=flowed'], body))
  expect(mail.text).toBe('> quoted on\nMy answer goes on\n-- \nAda\n')
})

const broken: [title: string, raw: Buffer][] = [
  [
    'blanks after the boundary',
    rawMail(
      [...usual, 'Content-Type: multipart/mixed; boundary=b'],
      '--b  \r\n\r\nHi\r\n--b\t\r\nContent-Type: image/png\r\n\r\nx\r\n--b--  \r\n',
    ),
  ],
  [
    'a boundary that differs from the declared one',
    rawMail(
      [...usual, 'Content-Type: multipart/mixed; boundary=other'],
      '--b\r\nContent-Type: text/plain\r\n\r\nHi\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n',
    ),
  ],
  [
    'an inner multipart that is never closed',
    rawMail(
      [...usual, 'Content-Type: multipart/mixed; boundary=b'],
      '--b\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\n\r\nHi\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n',
    ),
  ],
  [
    'no end at all',
    rawMail(
      [...usual, 'Content-Type: multipart/mixed; boundary=b'],
      '--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b\r\n\r\nHi',
    ),
  ],
]
test.each(broken)('%s costs neither text nor file', async (_, raw) => {
  const mail = await parseMail(raw)
  expect([
    mail.text.trim(),
    mail.attachments.map((file) => [file.filename, file.content.toString()]),
  ]).toEqual(['Hi', [['image.png', 'x']]])
})

test('HTML alone becomes text with its quotes marked', async () => {
  const html =
    '<style>p{}</style><p>Hello&nbsp;<b>world</b></p><blockquote>old<br>words</blockquote><ul><li>one</ul>&#8364;'
  const mail = await parseMail(rawMail([...usual, 'Content-Type: text/html; charset=utf-8'], html))
  expect(mail).toMatchObject({ html, text: 'Hello world\n\n> old\n> words\n\n- one\n\n€' })
})

test('of two versions the text is taken, unless it is blank', async () => {
  const html = 'Content-Type: text/html\r\n\r\n<p>rich</p>'
  const [plain, blank] = await Promise.all(
    ['plain', ' \r\n'].map((text) => parseMail(multipart('alternative', [`\r\n${text}`, html]))),
  )
  expect([plain?.text, plain?.html, blank?.text]).toEqual(['plain', '<p>rich</p>', 'rich'])
})

test('an image that the HTML shows is inline, and keeps its cid', async () => {
  const mail = await parseMail(
    multipart('related', [
      'Content-Type: text/html\r\n\r\n<img src="cid:logo@x">',
      'Content-Type: image/png\r\nContent-ID: <logo@x>\r\n\r\nx',
    ]),
  )
  expect(mail.attachments).toMatchObject([{ contentId: 'logo@x', inline: true }])
})

const dates: [written: string, iso: string | null][] = [
  ['Tue, 6 Jan 2026 10:00:00 +0100 (CET)', '2026-01-06T09:00:00.000Z'],
  ['6 Jan 26 10:00 EST', '2026-01-06T15:00:00.000Z'],
  ['2026-01-06T10:00:00Z', '2026-01-06T10:00:00.000Z'],
  ['yesterday', null],
  ['Tue, 6 Jan 0026 10:00:00 +0100', null],
]
test.each(dates)('Date: %s', async (written, iso) => {
  const { date } = await parseMail(rawMail([`Date: ${written}`], 'x'))
  expect(date?.toISOString() ?? null).toBe(iso)
})

const refused: [limit: string, raw: Buffer, sentence: RegExp][] = [
  ['parts', multipart('mixed', Array(1001).fill('\r\nx')), /more than 1000 parts/],
  [
    'depth',
    rawMail(
      ['Content-Type: multipart/mixed; boundary=b0'],
      Array.from(
        { length: 40 },
        (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`,
      ).join(''),
    ),
    /more than 30 deep/,
  ],
  [
    'header',
    rawMail([...usual, `X-Long: ${'x'.repeat(2 ** 20)}`], ''),
    /header is larger than 1 MiB/,
  ],
]
test.each(refused)('over the limit of %s it is refused in words', async (_, raw, sentence) => {
  await expect(parseMail(raw)).rejects.toThrow(sentence)
})

test('a list of 50,000 addresses is cut to 200', async () => {
  const list = Array.from({ length: 50_000 }, (_, i) => `u${i}@x.test`)
    .join(', ')
    .slice(0, 900_000)
  expect((await parseMail(rawMail([`To: ${list}`], ''))).to).toHaveLength(200)
})

test('encoded parts come back in order, empty ones too', async () => {
  const part = (name: string, body: string) =>
    `Content-Type: image/png; name=${name}\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}`
  const { attachments } = await parseMail(
    multipart('mixed', [part('a', 'YQ=='), part('b', ''), part('c', 'Yw==')]),
  )
  expect(attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
    ['a', 'a'],
    ['b', ''],
    ['c', 'c'],
  ])
})
