import { describe, expect, test } from 'vitest'
import { forwardedOf } from '#ingest/mail/forwarded.ts'
import { parseMail } from '#ingest/mail/parse.ts'
import { bytes, multipart, rawMail } from './raw-mail.ts'
import { headers as outlookLabels } from './reply-text-world.ts'

const header = [
  'From: Ana Agent <ana@acme.test>',
  'To: help@desk.test',
  'Date: Sat, 06 Jan 2024 10:00:00 +0100',
  'Message-ID: <fwd@acme.test>',
  'Content-Type: text/plain; charset=utf-8',
]
const ada = { address: 'ada@customer.test', name: 'Ada Lovelace' }
const at1545 = new Date('2024-01-05T14:45:00Z')

async function forward(lines: string[] | string, subject = 'Fwd: Stuck', head = header) {
  const body = typeof lines === 'string' ? lines : lines.join('\r\n')
  const html = body.startsWith('<')
  const fields = head.map((line) => (html ? line.replace('text/plain', 'text/html') : line))
  return forwardedOf(
    await parseMail(rawMail([...fields, `Subject: ${bytes(subject)}`], bytes(body))),
  )
}

const said = ['It does not start.', '', 'Nothing but a red light.']

/** As each program writes it; the author, the day and the words are the same in all of them. */
const forms: Record<string, string[] | string> = {
  Gmail: [
    'Can you help her?',
    '',
    '---------- Forwarded message ---------',
    'From: Ada Lovelace <ada@customer.test>',
    'Date: Fri, Jan 5, 2024 at 3:45 PM',
    'Subject: Stuck',
    'To: Ana Agent <ana@acme.test>',
    '',
    '',
    ...said,
  ],
  'Gmail in German': [
    'Can you help her?',
    '',
    '---------- Forwarded message ---------',
    'Von: *Ada Lovelace* <ada@customer.test>',
    'Date: Fr., 5. Jan. 2024 um 15:45 Uhr',
    'Subject: Stuck',
    'To: Ana Agent <ana@acme.test>',
    '',
    ...said,
  ],
  Outlook: [
    'Can you help her?',
    '',
    'From: Ada Lovelace <ada@customer.test>',
    'Sent: Friday, January 5, 2024 3:45 PM',
    'To: Ana Agent <ana@acme.test>',
    'Subject: Stuck',
    '',
    ...said,
  ],
  'Outlook on a phone': [
    'Can you help her?',
    '',
    'Get Outlook for iOS<https://aka.ms/o0ukef>',
    '________________________________',
    'From: Ada Lovelace <ada@customer.test<mailto:ada@customer.test>>',
    'Sent: Friday, January 5, 2024 3:45:00 PM',
    'To: Ana Agent <ana@acme.test<mailto:ana@acme.test>>',
    'Subject: Stuck',
    '',
    ...said,
  ],
  'Outlook, old': [
    'Can you help her?',
    '',
    '-----Original Message-----',
    'From: Ada Lovelace [mailto:ada@customer.test] ',
    'Sent: Freitag, 5. Januar 2024 15:45',
    'To: Ana Agent',
    'Subject: Stuck',
    '',
    ...said,
  ],
  'Outlook in French': [
    'Can you help her?',
    '',
    'De : Ada Lovelace <ada@customer.test>',
    'Envoyé : vendredi 5 janvier 2024 15:45',
    'À : Ana Agent <ana@acme.test>',
    'Objet : Stuck',
    '',
    ...said,
  ],
  'Outlook as HTML': `<html><body><p>Can you help her?</p><div style="border:none;border-top:solid #E1E1E1 1.0pt">
    <p class="MsoNormal"><b>Van:</b> Ada Lovelace &lt;ada@customer.test&gt;<br><b>Verzonden:</b> vrijdag 5 januari 2024 15:45<br>
    <b>Aan:</b> Ana Agent &lt;ana@acme.test&gt;<br><b>Onderwerp:</b> Stuck</p></div><p>It does not start.</p><p>Nothing but a red light.</p></body></html>`,
  'Apple Mail': [
    'Can you help her?',
    '',
    '> Begin forwarded message:',
    '> ',
    '> From: Ada Lovelace <ada@customer.test>',
    '> Subject: Stuck',
    '> Date: 5 January 2024 at 15:45:00 CET',
    '> To: Ana Agent <ana@acme.test>',
    '> ',
    ...said.map((line) => `> ${line}`),
  ],
  'Apple Mail in German': [
    'Can you help her?',
    '',
    'Anfang der weitergeleiteten Nachricht:',
    '',
    '> Von: Ada Lovelace <ada@customer.test>',
    '> Betreff: Stuck',
    '> Datum: 5. Januar 2024 um 15:45:00 MEZ',
    '> An: Ana Agent <ana@acme.test>',
    '> ',
    ...said.map((line) => `> ${line}`),
  ],
  'Apple Mail in Spanish': [
    'Can you help her?',
    '',
    'Inicio del mensaje reenviado:',
    '',
    'De: Ada Lovelace <ada@customer.test>',
    'Asunto: Stuck',
    'Fecha: 5 de enero de 2024, 15:45:00 CET',
    'Para: Ana Agent <ana@acme.test>',
    '',
    ...said,
  ],
  Thunderbird: [
    'Can you help her?',
    '',
    '-------- Forwarded Message --------',
    'Subject: \tStuck',
    'Date: \tFri, 5 Jan 2024 15:45:00 +0100',
    'From: \tAda Lovelace <ada@customer.test>',
    'To: \tAna Agent <ana@acme.test>',
    '',
    '',
    '',
    ...said,
  ],
  'Thunderbird in Polish': [
    'Can you help her?',
    '',
    '-------- Wiadomość przekazana dalej --------',
    'Temat: Stuck',
    'Data: Fri, 5 Jan 2024 15:45:00 +0100',
    'Nadawca: Ada Lovelace <ada@customer.test>',
    'Adresat: Ana Agent <ana@acme.test>',
    '',
    ...said,
  ],
  Yahoo: [
    'Can you help her?',
    '',
    '   ----- Forwarded Message ----- From: Ada Lovelace <ada@customer.test>To: Ana Agent <ana@acme.test>Sent: Friday, January 5, 2024 at 03:45:00 PM GMT+1Subject: Stuck',
    ...said,
  ],
  'Yahoo as HTML': `<div>Can you help her?</div><div class="yahoo_quoted"><div>----- Forwarded Message -----</div>
    <div><b>From:</b> Ada Lovelace &lt;ada@customer.test&gt;</div><div><b>To:</b> Ana Agent &lt;ana@acme.test&gt;</div>
    <div><b>Sent:</b> Friday, January 5, 2024 at 03:45:00 PM GMT+1</div><div><b>Subject:</b> Stuck</div><div><br></div>
    <div>It does not start.</div><div><br></div><div>Nothing but a red light.</div></div>`,
  Proton: [
    'Can you help her?',
    '',
    '------- Forwarded Message -------',
    'From: Ada Lovelace <ada@customer.test>',
    'Date: On Friday, January 5th, 2024 at 3:45 PM',
    'Subject: Stuck',
    'To: Ana Agent <ana@acme.test>',
    '',
    ...said.map((line) => `> ${line}`),
  ],
  GMX: [
    'Can you help her?',
    '',
    'Gesendet: Freitag, 5. Januar 2024 um 15:45 Uhr',
    'Von: "Ada Lovelace" <ada@customer.test>',
    'An: ana@acme.test',
    'Betreff: Stuck',
    '',
    ...said,
  ],
  Zoho: [
    'Can you help her?',
    '',
    '============ Forwarded message ============',
    'From: Ada Lovelace <ada@customer.test>',
    'To: "Ana Agent"<ana@acme.test>',
    'Date: Fri, 05 Jan 2024 15:45:00 +0100',
    'Subject: Stuck',
    '============ Forwarded message ============',
    '',
    ...said,
  ],
  Yandex: [
    'Can you help her?',
    '',
    '-------- Пересылаемое сообщение --------',
    '05.01.2024, 15:45, "Ada Lovelace" <ada@customer.test>:',
    '',
    ...said,
    '-------- Конец пересылаемого сообщения --------',
  ],
  'Mail.ru': [
    'Can you help her?',
    '',
    '-------- Пересылаемое сообщение --------',
    'От кого: Ada Lovelace <ada@customer.test>',
    'Кому: Ana Agent <ana@acme.test>',
    'Дата: Пятница, 5 января 2024, 15:45 +01:00',
    'Тема: Stuck',
    '',
    ...said,
  ],
  mutt: [
    'Can you help her?',
    '',
    '----- Forwarded message from Ada Lovelace <ada@customer.test> -----',
    '',
    'Date: Fri, 5 Jan 2024 15:45:00 +0100',
    'From: Ada Lovelace <ada@customer.test>',
    'To: ana@acme.test',
    'Subject: Stuck',
    '',
    ...said,
    '',
    '----- End forwarded message -----',
  ],
  'Lotus Notes': [
    'Can you help her?',
    '',
    '----- Forwarded by Ana Agent/US/ACME on 01/06/2024 10:00 AM -----',
    '',
    'From:\tAda Lovelace <ada@customer.test>',
    'To:\tAna Agent/US/ACME@ACME',
    'Date:\t5 Jan 2024 15:45',
    'Subject:\tStuck',
    '',
    ...said,
  ],
}

test.each(Object.keys(forms))(
  '%s: whose it was, when, what it said, and what stands above',
  async (form) => {
    const found = await forward(forms[form] ?? '')
    expect(found?.comment).toBe('Can you help her?')
    expect(found?.original?.mail).toMatchObject({ from: ada, subject: 'Stuck', html: null })
    expect(found?.original?.mail.text.split(/\s+/)).toEqual(said.join(' ').split(/\s+/))
    if (form !== 'Yandex') expect(found?.original?.mail.date).toEqual(at1545)
  },
)

/** "Forwarded message" and the labels below it, as Gmail, Apple Mail and Thunderbird have them. */
const titles: Record<string, [title: string, labels: readonly string[]]> = {
  da: ['Start på videresendt besked:', ['Fra', 'Emne', 'Dato', 'Til']],
  no: ['Videresendt melding:', ['Fra', 'Emne', 'Dato', 'Til']],
  sv: ['---------- Vidarebefordrat meddelande ---------', ['Från', 'Ämne', 'Datum', 'Till']],
  fi: ['Välitetty viesti alkaa:', ['Lähettäjä', 'Aihe', 'Päivämäärä', 'Vastaanottaja']],
  nl: ['Begin doorgestuurd bericht:', ['Van', 'Onderwerp', 'Datum', 'Aan']],
  fr: ['Début du message réexpédié :', ['De', 'Objet', 'Date', 'À']],
  it: ['Inizio messaggio inoltrato:', ['Da', 'Oggetto', 'Data', 'A']],
  pt: ['Início da mensagem reencaminhada:', ['De', 'Assunto', 'Data', 'Para']],
  ro: ['---------- Mesaj redirecționat ---------', ['De la', 'Subiect', 'Data', 'Către']],
  pl: ['Początek przekazanej wiadomości:', ['Od', 'Temat', 'Data', 'Do']],
  cs: ['---------- Přeposlaná zpráva ---------', ['Od', 'Předmět', 'Datum', 'Komu']],
  hu: ['---------- Továbbított üzenet ---------', ['Feladó', 'Tárgy', 'Dátum', 'Címzett']],
  uk: ['Початок пересланого повідомлення:', ['Від', 'Тема', 'Дата', 'Кому']],
  el: ['---------- Προωθημένο μήνυμα ---------', ['Από', 'Θέμα', 'Ημερομηνία', 'Προς']],
  tr: ['İletilen mesaj:', ['Kimden', 'Konu', 'Tarih', 'Kime']],
  he: ['---------- הודעה שהועברה ---------', ['מאת', 'נושא', 'תאריך', 'אל']],
  ar: ['---------- رسالة معاد توجيهها ---------', ['من', 'الموضوع', 'التاريخ', 'إلى']],
  ja: ['転送されたメッセージ：', ['差出人', '件名', '日時', '宛先']],
  ko: ['---------- 전달된 메시지 ---------', ['보낸 사람', '제목', '날짜', '받는 사람']],
  zh: ['---------- 转发的邮件 ---------', ['发件人', '主题', '日期', '收件人']],
}

test.each(Object.keys(titles))('below a title in %s', async (language) => {
  const [title = '', [from, subject, date, to] = []] = titles[language] ?? []
  const found = await forward([
    title,
    '',
    `${from}: Ada Lovelace <ada@customer.test>`,
    `${subject}: Stuck`,
    `${date}: 2024-01-05 15:45`,
    `${to}: ana@acme.test`,
    '',
    ...said,
  ])
  expect(found).toMatchObject({
    comment: '',
    original: { mail: { from: ada, subject: 'Stuck', date: at1545 } },
  })
})

test.each(Object.keys(outlookLabels))('headers without a title in %s', async (language) => {
  const [from, sent, to, subject] = outlookLabels[language] ?? []
  const found = await forward([
    `${from}: Ada Lovelace <ada@customer.test>`,
    `${sent}: 2024-01-05 15:45`,
    `${to}: Ana Agent <ana@acme.test>; Bob <bob@acme.test>`,
    `${subject}: Stuck`,
    '',
    ...said,
  ])
  expect(found?.original?.mail).toMatchObject({
    from: ada,
    to: [{ address: 'ana@acme.test' }, { address: 'bob@acme.test' }],
    subject: 'Stuck',
    date: at1545,
  })
})

describe('a mail as a file', () => {
  const inner = [
    'From: Ada Lovelace <ada@customer.test>',
    'To: Ana Agent <ana@acme.test>',
    'Subject: Stuck',
    'Date: Fri, 05 Jan 2024 15:45:00 +0100',
    'Message-ID: <one@customer.test>',
    '',
    said.join('\r\n'),
  ]
  const file = [
    'Content-Type: message/rfc822',
    'Content-Disposition: attachment',
    '',
    ...inner,
  ].join('\r\n')
  const own = (text: string) => `Content-Type: text/plain\r\n\r\n${text}`
  const mail = (subject: string, parts: string[]) =>
    parseMail(multipart('mixed', parts, [...header.slice(0, -1), `Subject: ${subject}`])).then(
      forwardedOf,
    )

  test.each([
    ['its subject says so', 'Fwd: See below', 'Can you help her?'],
    ['it has the subject of the file', 'Stuck', 'Can you help her?'],
    ['nothing is written beside it', 'From a customer', ''],
  ])('is a forward when %s, and keeps its own name', async (_, subject, text) => {
    expect(await mail(subject, [own(text), file])).toMatchObject({
      comment: text,
      original: {
        attached: true,
        visible: said.join('\n'),
        mail: { from: ada, date: at1545, messageId: 'one@customer.test', hasMessageId: true },
      },
    })
  })

  test('is none when somebody writes about it', async () => {
    expect(await mail('Is this phishing?', [own('I got this today.'), file])).toBeNull()
  })

  test('is not guessed among several, nor believed with two authors', async () => {
    const unread = { comment: 'Which?', original: null }
    expect(await mail('Fwd: Two', [own('Which?'), file, file])).toEqual(unread)
    const two = file.replace('To:', 'From: eve@evil.test\r\nTo:')
    expect(await mail('Fwd: Stuck', [own('Which?'), two])).toEqual(unread)
  })
})

describe('what is no forward', () => {
  const answered = [
    ...header.slice(0, 1),
    'To: ada@customer.test',
    'Cc: help@desk.test',
    ...header.slice(2),
  ]

  test('an answer with the headers of what it answers, help desk in Cc', async () => {
    expect(await forward(forms.Outlook ?? '', 'RE: Stuck', answered)).toBeNull()
  })

  test('an answer that quotes a forward further down', async () => {
    const quoted = (forms.Gmail as string[]).map((line) => `> ${line}`)
    const lines = [
      'Done.',
      '',
      'On Fri, Jan 5, 2024 at 3:45 PM Bob <bob@acme.test> wrote:',
      ...quoted,
    ]
    expect(await forward(lines, 'Re: Fwd: Stuck')).toBeNull()
  })

  test.each([
    ['plain words', ['Hello,', 'can you reset my password?']],
    ['a journey', ['From: London', 'To: Paris', 'Date: tomorrow', 'two seats please']],
    ['a list of ends', ['-----', 'one', '-----', 'two']],
  ])('%s', async (_, lines) => {
    expect(await forward(lines, 'Hello')).toBeNull()
  })
})

test.each([
  [
    'the author has no address',
    ['From: Ada Lovelace', 'Sent: Friday, January 5, 2024 3:45 PM', 'To: Ana', 'Subject: Stuck'],
  ],
  ['there are no headers', ['---------- Forwarded message ---------', 'It does not start.']],
  ['only the subject says so', ['She says that it does not start.']],
])('a forward of which nobody can be read is told apart from none: %s', async (_, lines) => {
  expect(await forward(lines)).toMatchObject({ original: null })
})

test('the signature of the forwarder is no comment', async () => {
  const found = await forward([
    'Please look.',
    '',
    '-- ',
    'Ana Agent',
    'ACME',
    '',
    ...(forms.Thunderbird as string[]).slice(2),
  ])
  expect(found?.comment).toBe('Please look.')
})

test.each([
  ['dashes', '-'.repeat(1_000_000)],
  ['titles', '---------- Forwarded message ---------\n'.repeat(20_000)],
  ['labels', 'From: a@b.test\n'.repeat(60_000)],
  ['one line of labels', 'From: a@b.test '.repeat(60_000)],
  ['angles', `From: ${'<mailto:'.repeat(100_000)}`],
  [
    'marks',
    `${'>'.repeat(500_000)} Begin forwarded message:\n${'> '.repeat(200_000)}From: a@b.test`,
  ],
])('a megabyte of %s takes no time', async (_, text) => {
  const mail = await parseMail(rawMail([...header, 'Subject: Fwd: x'], text))
  const started = performance.now()
  await forwardedOf(mail)
  expect(performance.now() - started).toBeLessThan(2500) // Of the five seconds that a mail has.
})
