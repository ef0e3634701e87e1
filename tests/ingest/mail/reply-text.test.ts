import { describe, expect, test } from 'vitest'
import { replyMarker } from '#core/tickets/reply-marker.ts'
import { trimReply, visibleText } from '#ingest/mail/reply-text.ts'

function ofText(...lines: string[]) {
  return visibleText({ text: lines.join('\n'), html: null })
}

function ofHtml(html: string) {
  return visibleText({ text: '', html }).replace(/\n+/g, '\n')
}

const attribution = 'On Fri, Jan 5, 2024 at 3:45 PM Ann <ann@example.org> wrote:'
const attributionHtml = attribution.replace('<', '&lt;').replace('>', '&gt;')

describe('our own marker', () => {
  test('cuts below an attribution in a language no pack knows', () => {
    expect(
      ofText('It works now.', '', 'Mbali a tshwala 15:45 ann@example.org:', '', replyMarker, 'Hi'),
    ).toBe('It works now.')
  })

  test('cuts where it is quoted, and leaves the answer below', () => {
    expect(ofText(`> ${replyMarker}`, '> Does it work?', '', 'It does.')).toBe('It does.')
  })

  test('cuts in HTML even where it is hidden', () => {
    const hidden = `<div style="display:none">${replyMarker}</div>`
    expect(ofHtml(`<p>It works.</p>${hidden}<p>Does it work?</p>`)).toBe('It works.')
  })
})

describe('answers stay visible', () => {
  test('below a single line that is quoted by hand', () => {
    expect(ofText('Hi,', '', '> Which colour?', '', 'Blue.')).toBe('Hi,\n\nBlue.')
  })

  test('between quotes, with the lines they answer folded', () => {
    const mail = [
      attribution,
      '> Which order?',
      '',
      '8812',
      '',
      '> Which colour?',
      '',
      'Blue, please.',
    ]
    expect(ofText(...mail)).toBe('8812\n\nBlue, please.')
  })

  test('between blockquotes of Gmail', () => {
    const quote = (text: string) => `<blockquote class="gmail_quote">${text}</blockquote>`
    const attr = `<div class="gmail_attr">${attributionHtml}<br></div>`
    expect(
      ofHtml(
        `<div class="gmail_quote">${attr}${quote('Which order?')}<div>8812</div>${quote('Which colour?')}</div><div>Blue.</div>`,
      ),
    ).toBe('8812\nBlue.')
  })

  test('where a wrapped quote left the end of a line without its mark', () => {
    const wrapped = [
      '> Both parcels left our house on Monday and should have arrived',
      'yesterday.',
      '> Have they?',
      '',
      'No.',
    ]
    expect(ofText(attribution, ...wrapped)).toBe('No.')
  })
})

describe('forwarded mail stays whole', () => {
  test.each([
    [
      '---------- Forwarded message ---------',
      'From: Shop <shop@example.org>',
      'Subject: Late',
      '',
      'It is late.',
    ],
    [
      'Anfang der weitergeleiteten Nachricht:',
      '',
      '> Von: Shop <shop@example.org>',
      '> Betreff: Spät',
      '> ',
      '> Es ist spät.',
    ],
    [
      'From: Shop <shop@example.org>',
      'Sent: Friday, January 5, 2024 3:45 PM',
      'To: Ben',
      'Subject: Late',
      '',
      'It is late.',
    ],
  ])('%s', (...lines) => {
    expect(ofText(...lines).split(/\s+/)).toEqual(lines.join('\n').trim().split(/\s+/))
  })

  test('with the words above it', () => {
    const mail = [
      'Please see below.',
      '',
      '---------- Forwarded message ---------',
      'From: Shop <shop@example.org>',
      '',
      'Late.',
    ]
    expect(ofText(...mail)).toBe(mail.join('\n'))
  })

  test('in Gmail', () => {
    const html =
      '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Shop</div><p>Late.</p></div>'
    expect(ofHtml(`<div>Look:</div>${html}`)).toContain('Late.')
  })
})

describe('history that HTML marks', () => {
  test.each([
    [
      'Yahoo',
      '<div class="ydp1f2yahoo_quoted yahoo_quoted"><div>Le 5 janv., Ann a écrit</div>Hi</div>',
    ],
    [
      'Outlook on the web',
      '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">Foo: Ann<br>Bar: 8812</div><div>Hi</div>',
    ],
    ['Outlook, quoted again', '<div id="x_divRplyFwdMsg">Foo: Ann</div><div>Hi</div>'],
    ['Outlook for Mac', '<span id="OLK_SRC_BODY_SECTION"><div>Hi</div></span>'],
    [
      'Outlook in an unknown language',
      '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3pt"><p><b>Xu:</b> Ann &lt;ann@example.org&gt;<br><b>Yq:</b> 5.1.2024</p></div><p>Hi</p>',
    ],
    ['Apple Mail', '<div><blockquote type="cite"><div>Hi</div></blockquote></div>'],
    [
      'Thunderbird',
      '<div class="moz-cite-prefix">Ann said</div><blockquote type="cite" cite="mid:1">Hi</blockquote>',
    ],
    [
      'Proton',
      `<div class="protonmail_quote">${attributionHtml}<br><blockquote class="protonmail_quote" type="cite">Hi</blockquote></div>`,
    ],
    [
      'QQ',
      '<div>------------------ 原始邮件 ------------------</div><div>发件人: "Ann";</div><div>发送时间: 2024年1月5日</div><div>Hi</div>',
    ],
    ['QQ, new', '<includetail><div>Hi</div></includetail>'],
    ['163', '<div id="isReplyContent">Hi</div>'],
    ['Zoho', '<div class="zmail_extra"><div>---- On Fri Ann wrote ----</div>Hi</div>'],
    ['Spark', '<div name="messageReplySection">Hi</div>'],
    ['Zimbra', '<hr id="zwchr" data-marker="__DIVIDER__"><div>Hi</div>'],
  ])('%s', (_, html) => {
    expect(ofHtml(`<div>It <b>works</b>.</div>${html}`)).toBe('It works.')
  })

  test('a paragraph that is only indented stays', () => {
    expect(
      ofHtml('<p>He said:</p><blockquote style="margin:0 0 0 40px;border:none">Stop.</blockquote>'),
    ).toBe('He said:\nStop.')
  })
})

describe('what stays', () => {
  test.each([
    ['a sign-off', ['It works.', '', 'Best regards,', 'Ann']],
    ['a journey', ['Please book:', 'From: London', 'To: Paris', 'Date: 5.1.2024', '', 'Thank you']],
    [
      'own words about writing',
      ['On Monday 5 January 2024 I wrote to you at 10:00:', '', 'The heating is off.'],
    ],
    [
      'dashes between choices',
      ['Which one?', '--', 'the blue one', '--', 'or the red one, as in this far longer line?'],
    ],
    ['a sentence about a phone', ['Sent iPhone back on Monday.', 'Did it arrive?']],
    [
      'a drive',
      [
        'My external drive shows a warning since your last mail, whatever I click.',
        '',
        'What now?',
      ],
    ],
    ['an arrow in a paragraph', ['Open the menu', '> Settings > Mail', 'and choose your name.']],
    [
      'a disclaimer',
      ['Yes.', '', 'This mail is confidential and for the intended recipient only.'],
    ],
  ])('%s', (_, lines) => {
    expect(ofText(...lines)).toBe(lines.join('\n'))
  })

  test('something, if there is only a signature or a quote', () => {
    expect(ofText('--', 'Ann Example')).toBe('--\nAnn Example')
    expect(ofText(attribution, '> Hi')).toContain('Hi')
  })
})

describe('quotes without a usual mark', () => {
  test.each(['| ', '» ', 'AE> '])('by "%s", where an attribution stands above', (mark) => {
    const quote = [`${mark}Which order?`, mark.trim(), `${mark}Which colour?`]
    expect(ofText(attribution, '', ...quote, '', '8812, blue.')).toBe('8812, blue.')
  })

  test('but lists and tables stay', () => {
    const list = ['We need:', '» a box', '» a lid', '', '| a | b |', '| 1 | 2 |']
    expect(ofText(...list, '', attribution, '> Hi')).toBe(list.join('\n'))
  })

  test('by the headers of Lotus Notes, in a table or in lines', () => {
    const cells = ['Von Ann <ann@example.org>', 'An Ben', 'Datum 5.1.2024 15:45', 'Thema 8812']
    expect(ofText('Ja.', '', ...cells, '', 'Hi')).toBe('Ja.')
    expect(ofText('Ja.', '', ...cells.map((cell) => cell.replace(' ', '\n')), 'Hi')).toBe('Ja.')
    expect(ofText('From London', 'To Paris', 'Sent 5.1.2024')).toContain('Paris')
  })

  test('between the arrows of GroupWise', () => {
    const arrows = '>>> Ann <ann@example.org> 05.01.24 15:45 >>>'
    expect(ofText('Yes.', '', arrows, 'Does it work?')).toBe('Yes.')
  })

  test('in a blockquote that begins with its own introduction', () => {
    const bar = 'border-left:1px solid #0857A6;padding-left:10px'
    const html = (first: string) =>
      `<p>Yes.</p><blockquote style="${bar}">${first}<br>Hi</blockquote>`
    expect(ofHtml(html('05.01.2024 15:45 +03:00, Ann &lt;ann@example.org&gt;:'))).toBe('Yes.')
    expect(
      ofHtml(html('Message du 05/01/24<br>&gt; De : Ann<br>&gt; A : Ben<br>&gt; Objet : x')),
    ).toBe('Yes.')
    expect(ofHtml(html('Be good.'))).toBe('Yes.\nBe good.\nHi')
  })

  test('below the line that another help desk asks to write above', () => {
    expect(ofText('Yes.', '', '##- Please type your reply above this line -##', 'Hi')).toBe('Yes.')
    expect(ofText('Ja.', '', '----- Bitte oberhalb dieser Zeile antworten -----', 'Hi')).toBe('Ja.')
  })
})

describe('an attribution', () => {
  test('is read to its end where it is wrapped behind "wrote"', () => {
    const wrapped = ['Op vr 5 jan 2024 om 15:45 schreef Ann', '(ann@example.org):']
    expect(ofText(...wrapped, '', '> Hi', '', 'Ja.')).toBe('Ja.')
  })

  test('may be wrapped behind a day or a year', () => {
    expect(ofText('Ann <ann@example.org> skrev fredag 5.', 'januar 2024:', '> Hi', '', 'Ja.')).toBe(
      'Ja.',
    )
  })

  test('is no sentence that ends above a quote', () => {
    expect(ofText('Sí. El 5 de enero a las 9:00.', '', '> ¿Cuándo?')).toBe(
      'Sí. El 5 de enero a las 9:00.',
    )
  })

  test('is no sentence about oneself, nor the first of a mail that nothing quotes', () => {
    const asked = ['Please write to jo@sample.example on 5 January at 9:00:', 'I am away.']
    expect(ofText(...asked)).toBe(asked.join('\n'))
    const wrote = [
      'So far:',
      'on 5 January 2024 at 9:00 I wrote to jo@sample.example:',
      '"Where is it?"',
    ]
    expect(ofText(...wrote)).toBe(wrote.join('\n'))
  })

  test('is found for people called as other languages say "on" or "I"', () => {
    const named = (name: string) => `${name} <ann@example.org> schrieb am 05.01.2024 um 15:45:`
    expect(ofText('Ja.', '', named("Dr. Ann O'Example"), '', '> Hi')).toBe('Ja.')
    expect(ofText('Yes.', '', 'On 5 Jan 2024, at 15:45, Ja Mi wrote:', '', 'Hi')).toBe('Yes.')
  })
})

describe('lines that begin with ">" and are no quotes', () => {
  const prompt = ['I ran', '> npm start', '> npm test', 'and it failed.']

  test('stand in a sentence, above history or below it', () => {
    expect(ofText(...prompt, '', attribution, '> Hi')).toBe(prompt.join('\n'))
    expect(ofText(attribution, '> Hi', '', ...prompt)).toBe(prompt.join('\n'))
  })

  test('stand apart above history that is marked otherwise, and in HTML that quotes by elements', () => {
    const apart = ['I ran', '', '> npm start', '', 'It failed.']
    expect(ofText(...apart, '', attribution, '> Hi')).toBe(apart.join('\n'))
    const html = apart.map((line) => `<div>${line.replace('>', '&gt;') || '<br>'}</div>`).join('')
    expect(ofHtml(`<blockquote type="cite">Hi</blockquote>${html}`)).toContain('> npm start')
  })
})

test('the empty paragraphs of Outlook part what stands between them', () => {
  const lines = ['CAUTION: External email. Do not click links.', '&nbsp;', 'Yes.', '&nbsp;']
  const html = lines.map((line) => `<p class=MsoNormal>${line}</p>`).join('')
  expect(ofHtml(html)).toBe('Yes.')
})

test('headers begin where their element begins, whatever labels stand above it', () => {
  const rule = 'border:none;border-top:solid #E1E1E1 1.0pt;padding:3pt'
  const headers = '<b>From:</b> Ann<br><b>Sent:</b> 5.1.2024<br><b>Subject:</b> 8812'
  expect(ofHtml(`<div>Sent: 3 boxes<br>To: Ben</div><div style="${rule}">${headers}</div>Hi`)).toBe(
    'Sent: 3 boxes\nTo: Ben',
  )
})

test('a ruler above a paragraph is no signature because a footer with a link follows', () => {
  const said = ['One thing.', '-----------', 'Another thing.']
  expect(ofText(...said, '', 'Get Outlook for iOS<https://aka.ms/o0ukef>')).toBe(said.join('\n'))
})

test('spans tell what each line is', () => {
  const lines = [
    'CAUTION: This email originated from outside of your organization.',
    '',
    'Yes.',
    '--',
    'Ann',
    '',
    attribution,
    '> Hi',
  ]
  const { text, spans } = trimReply({ text: lines.join('\n'), html: null })
  expect(spans.map(({ kind, start, end }) => [kind, text.slice(start, end).trim()])).toEqual([
    ['banner', lines[0]],
    ['said', 'Yes.'],
    ['signature', '--\nAnn'],
    ['attribution', attribution],
    ['quote', '> Hi'],
  ])
})

test('the text that came with the HTML is shown where both say the same, the HTML where the text is poor', () => {
  const html = '<p>It&nbsp;works, <b>thank you</b> very much for all.</p>'
  expect(visibleText({ text: 'It works, *thank you* very much for all.', html })).toContain(
    '*thank you*',
  )
  const long = `<p>${'The heating is off again. '.repeat(20)}</p>`
  expect(visibleText({ text: 'Please use a program that shows HTML.', html: long })).toContain(
    'heating',
  )
})
