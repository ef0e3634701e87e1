import { describe, expect, test } from 'vitest'
import { classify } from '#ingest/mail/classify.ts'
import { parseMail } from '#ingest/mail/parse.ts'
import { visibleText } from '#ingest/mail/reply-text.ts'
import { multipart, rawMail, usual } from './raw-mail.ts'

describe('an invitation', () => {
  const event = [
    'BEGIN:VEVENT',
    'ORGANIZER;CN="Example, Ann":MAILTO:ann@example.org',
    'SUMMARY;LANGUAGE=en:Planning\\, second',
    '  round',
    'DTSTART;TZID=Europe/Berlin:20240304T090000',
    'DTEND;TZID=Europe/Berlin:20240304T100000',
    'LOCATION:Room 1\\; ground floor',
    'RRULE:FREQ=WEEKLY',
    'END:VEVENT',
  ]
  const invite = (method: string, lines = event) =>
    [
      `Content-Type: text/calendar; method=${method}; name=invite.ics`,
      '',
      'BEGIN:VCALENDAR',
      `METHOD:${method}`,
      ...lines,
      'END:VCALENDAR',
    ].join('\r\n')
  const text = 'Content-Type: text/plain\r\n\r\nPlease join.'
  const html = 'Content-Type: text/html\r\n\r\n<p>Please join.</p>'

  test('says what, when, where and by whom above the text, and stays a file', async () => {
    const mail = await parseMail(multipart('alternative', [text, html, invite('REQUEST')]))
    const said = [
      'Invitation: Planning, second round',
      'When: 2024-03-04 09:00 to 10:00 (Europe/Berlin), repeated',
      'Where: Room 1; ground floor',
      'Organiser: Example, Ann <ann@example.org>',
      '',
      'Please join.',
    ].join('\n')
    expect([mail.text, visibleText(mail)]).toEqual([said, said])
    expect(mail.attachments).toMatchObject([
      { filename: 'invite.ics', contentType: 'text/calendar' },
    ])
  })

  test.each([
    ['a whole day', ['DTSTART;VALUE=DATE:20240304'], 'When: 2024-03-04'],
    [
      'several days',
      ['DTSTART:20240304T220000Z', 'DTEND:20240305T010000Z'],
      'When: 2024-03-04 22:00 to 2024-03-05 01:00 (UTC)',
    ],
    ['no time', [], 'Invitation: without a title'],
  ])('of %s', async (_, lines, shown) => {
    const raw = multipart('mixed', [invite('REQUEST', ['BEGIN:VEVENT', ...lines, 'END:VEVENT'])])
    expect((await parseMail(raw)).text).toContain(shown)
  })

  test('that is called off says so', async () => {
    const { text } = await parseMail(multipart('mixed', [invite('CANCEL')]))
    expect(text).toMatch(/^Cancelled: Planning/)
  })

  test('that is answered is an automatic mail, and adds nothing to its text', async () => {
    const mail = await parseMail(multipart('mixed', [invite('REPLY')]))
    expect([mail.text, classify(mail, { from: 'ada@customer.test' }).kind]).toEqual([
      '',
      'auto_reply',
    ])
  })
})

describe('what is sealed is said instead of nothing, and stays a file', () => {
  test.each([
    [
      'S/MIME',
      ['Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m'],
      /encrypted \(S\/MIME\)/,
      ['smime.p7m'],
    ],
    [
      'S/MIME, signed as a whole',
      ['Content-Type: application/x-pkcs7-mime; smime-type=signed-data; name=smime.p7m'],
      /signed \(S\/MIME\)/,
      ['smime.p7m'],
    ],
  ])('%s', async (_, lines, said, files) => {
    const mail = await parseMail(rawMail([...usual, ...lines], 'MIAGCSqGSIb3'))
    expect(mail.text).toMatch(said)
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(files)
  })

  test('PGP/MIME', async () => {
    const mail = await parseMail(
      multipart('encrypted; protocol="application/pgp-encrypted"', [
        'Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1',
        'Content-Type: application/octet-stream; name=encrypted.asc\r\n\r\n-----BEGIN PGP MESSAGE-----',
      ]),
    )
    expect(mail.text).toMatch(/encrypted \(PGP\)/)
    expect(mail.attachments.map(({ filename }) => filename)).toContain('encrypted.asc')
  })

  test('but a mail that is only signed is read', async () => {
    const mail = await parseMail(
      multipart('signed; protocol="application/pgp-signature"', [
        'Content-Type: text/plain\r\n\r\nHello',
        'Content-Type: application/pgp-signature; name=signature.asc\r\n\r\n-----BEGIN PGP SIGNATURE-----',
      ]),
    )
    expect(mail.text).toBe('Hello')
    expect(mail.attachments).toMatchObject([{ filename: 'signature.asc' }])
  })
})

describe('a mail attached to a mail', () => {
  const inner = multipart(
    'mixed',
    [
      'Content-Type: text/plain\r\n\r\nInner text',
      'Content-Type: application/pdf; name=offer.pdf\r\n\r\n%PDF',
      'Content-Type: image/png\r\nContent-Disposition: inline\r\n\r\nlogo',
    ],
    ['From: Bo <bo@x.test>', 'Subject: Our offer'],
  )
    .toString('latin1')
    .replaceAll('=b', '=i')
  const attached = (mail: string) =>
    multipart('mixed', [
      'Content-Type: text/plain\r\n\r\nSee below.',
      `Content-Type: message/rfc822; name=mail.eml\r\n\r\n${mail}`,
    ])

  test('is named by sender and subject, and its files can be reached', async () => {
    const mail = await parseMail(attached(inner))
    expect(mail.text).toBe('See below.')
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['mail.eml', 'offer.pdf'])
    expect(mail.notes).toContain('mail.eml is a mail from Bo: “Our offer”.')
  })

  test('that is a bounce does not make the mail of the person who asks about it one', async () => {
    const bounce = multipart(
      'report; report-type=delivery-status',
      [
        'Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; bo@x.test\r\nAction: failed\r\nStatus: 5.1.1',
      ],
      ['From: MAILER-DAEMON@mx.test', 'Subject: Undelivered Mail'],
    )
      .toString('latin1')
      .replaceAll('=b', '=i')
    const mail = await parseMail(attached(bounce))
    expect(classify(mail, { from: 'ada@customer.test' }).kind).toBe('human')
  })

  test('that cannot be read stays a file', async () => {
    const broken = `Content-Type: text/plain\r\nX-Long: ${'x'.repeat(2 ** 20)}\r\n\r\nx`
    expect((await parseMail(attached(broken))).attachments).toHaveLength(1)
  })
})

test('a picture in the text keeps its name for the text, shown or not', async () => {
  const mail = await parseMail(
    multipart('related', [
      'Content-Type: text/html\r\n\r\n<img src="cid:one@x">',
      'Content-Type: image/png; name=one.png\r\nContent-ID: <one@x>\r\n\r\n1',
      'Content-Type: image/png; name=two.png\r\nContent-ID: <two@x>\r\n\r\n2',
    ]),
  )
  expect(mail.attachments).toMatchObject([
    { filename: 'one.png', contentId: 'one@x', inline: true },
    { filename: 'two.png', contentId: 'two@x', inline: false },
  ])
})

test('a file packed by an old Mac comes beside what it was packed in', async () => {
  const packed = ':"f0KG#jdH(3!9%9B9(4dH(3!!!!!!!X!!!!!!!"0C@ph)*!!)("eFR)!!!!!:'
  const part = `Content-Type: application/mac-binhex40; name=cat.hqx\r\n\r\n(This file must be converted with BinHex 4.0)\r\n${packed}`
  const { attachments } = await parseMail(multipart('mixed', [part]))
  expect(
    attachments.map(({ filename, content }) => [filename, content.toString('latin1')]),
  ).toEqual([
    ['cat.hqx', expect.stringContaining(packed)],
    ['cat.txt', 'Meow \u0090 purr'],
  ])
})
