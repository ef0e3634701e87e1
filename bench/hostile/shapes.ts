/** A kind of mail that somebody may write to keep us busy: so many bytes of one piece, repeated. */
export interface Shape {
  place: string // Where the piece stands: a header field, or one of `bodies`.
  piece: string
  before?: string
  after?: string
}

const header = [
  'From: Ada <ada@customer.test>',
  'To: help@desk.test',
  'Subject: Hi',
  'Date: Tue, 06 Jan 2026 10:00:00 +0100',
  'Message-ID: <one@customer.test>',
]

/** What stands before the body it is named for. */
const bodies: Record<string, readonly string[]> = {
  text: [...header, 'Content-Type: text/plain; charset=utf-8', '', ''],
  html: [...header, 'Content-Type: text/html; charset=utf-8', '', ''],
  flowed: [...header, 'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes', '', ''],
  undeclared: [...header, '', ''],
  japanese: [...header, 'Content-Type: text/plain; charset=iso-2022-jp', '', ''],
  'utf-7': [...header, 'Content-Type: text/plain; charset=utf-7', '', ''],
  'quoted-printable': [...header, 'Content-Transfer-Encoding: quoted-printable', '', ''],
  base64: [...header, 'Content-Transfer-Encoding: base64', '', ''],
  uuencode: [...header, 'Content-Transfer-Encoding: x-uuencode', '', ''],
  parts: [...header, 'Content-Type: multipart/mixed; boundary=x', '', '--x', ''],
  attached: [...header, 'Content-Type: message/rfc822', '', ''],
  calendar: [...header, 'Content-Type: text/calendar', '', ''],
  bounce: ['From: MAILER-DAEMON@x.test', 'Subject: failure notice', '', ''],
  report: ['From: MAILER-DAEMON@x.test', 'Content-Type: message/delivery-status', '', ''],
  header: [],
}
export const places = Object.keys(bodies)

/** The mail of a shape; in a header field each line break begins a fold. */
export function mailOf({ place, piece, before = '', after = '' }: Shape, bytes: number): Buffer {
  const flood = before + piece.repeat(Math.ceil(bytes / piece.length)).slice(0, bytes) + after
  const lines = bodies[place]
  if (place === 'header')
    return Buffer.from(`${flood}\r\n${header.join('\r\n')}\r\n\r\nHi`, 'latin1')
  if (lines) return Buffer.from(lines.join('\r\n') + flood, 'latin1')
  const field = `${place}: ${flood.replace(/\r?\n/g, '\r\n ')}`
  return Buffer.from([field, ...header, '', 'Hi'].join('\r\n'), 'latin1')
}

function each(place: string, pieces: readonly string[]): Shape[] {
  return pieces.map((piece) => ({ place, piece }))
}

/** Each has stopped a mail reader for seconds or for hours: ours, or one that we know. */
export const known: Shape[] = [
  ...each('text', [
    '>',
    '> ',
    '>\n',
    '> > \n',
    ' ',
    '\n',
    '\t',
    '(',
    '[',
    '<',
    '*',
    '--',
    '__',
    '@',
  ]),
  ...each('text', ['On ', 'wrote:\n', 'From: a@b.c\n', 'On 5 Jan 2024 Ann <a@b.c> wrote:\n', 'x']),
  ...each('text', ['begin 644 x\n', 'begin-base64 644 x\n', 'begin-base64 644 x\nQUJD\n', '{"a":']),
  { place: 'text', before: 'begin 644 x', piece: ' ', after: 'y\n' },
  ...each('html', [
    '<div>',
    '<blockquote>x',
    '<table><tr><td>',
    '<ul><li>x',
    '<b>',
    '<p>a</p>',
    '<',
  ]),
  ...each('html', [
    '<a ">',
    '<a "',
    '<!--',
    '<!',
    '<script>',
    '<script></scrip',
    '<title></titlex>',
  ]),
  ...each('html', ['&#x', '&amp<p>', '<b>From:</b> x<br>', '<div class="gmail_quote">', '</div>']),
  ...each('flowed', ['>', '> x \n', 'x \n']),
  ...each('undeclared', ['\xe4', '\xff ', '\0', '\r', 'From: a@b.c\n']),
  ...each('japanese', ['\x1b$B\x1b(B']),
  ...each('utf-7', ['+', '+AD4-', '+A']),
  ...each('quoted-printable', ['=', '=\r\n', '=20', ' \r\n', '= ']),
  { place: 'quoted-printable', piece: ' ', after: 'x' },
  ...each('base64', ['=', 'QUJD', '\n', '!@#$']),
  ...each('uuencode', ['begin 644 x\nM\n']),
  ...each('parts', ['--x\r\n', '--x\r\nA: b\r\n', '--xy\n', 'a\r\n']),
  { place: 'parts', before: 'A: ', piece: '\r', after: 'x\r\n\r\n' },
  ...each('attached', ['X: y\r\n', '--\r\n']),
  ...each('bounce', ['a@b.c ', 'Message-ID: <', '\n \n', 'could not be delivered ', '550 5.1.1 ']),
  ...each('report', ['\n\t', 'Final-Recipient: rfc822;', ' ']),
  ...each('header', ['A: b\r\n', ' \r\n', 'a\r\n', 'Received: from a by b\r\n']),
  { place: 'header', before: 'A: ', piece: '\r', after: 'x' },
  ...each('To', [
    'a@b.c,',
    'a@b.c From: ',
    '(',
    '"',
    '<',
    '<a,b',
    'a:',
    '"\\',
    '<.....',
    '"a"@',
    ';',
  ]),
  ...each('To', ['=?a?q?=ff?= =?b?q?=ff?= ', '\xe4 <a@b.c>, ', 'a, ']),
  { place: 'To', piece: '.', after: 'x@b.c' },
  ...each('Subject', [
    '=?utf-8?q?',
    '=?utf-8?q?a?= ',
    '=?a?q?=ff?= =?b?q?=ff?= ',
    '\xe4=?utf-8?q?a?=',
  ]),
  ...each('References', ['<a@b> ', '*,', '<a', '>#', '<<']),
  ...each('In-Reply-To', ['(,']),
  ...each('Content-Type', ['a;', 'a/', 'a; b="', 'a; b*0*=%41']),
  { place: 'Content-Type', before: 'text/plain; charset="', piece: ';', after: '\rx"' },
  { place: 'Content-Disposition', before: 'attachment; filename="', piece: '.', after: '"' },
  { place: 'Content-Disposition', before: 'attachment; filename*=', piece: "'" },
  ...each('List-Id', ['<a.b']),
  ...each('Date', ['(']),
]

/** What hostile shapes are made of: mark-up, quotes and words that readers look for. */
export const fragments = [
  ...[
    '>',
    '> ',
    '\n',
    '\r\n',
    '\r',
    ' ',
    '\t',
    '\xa0',
    ':',
    ';',
    ',',
    '"',
    "'",
    '(',
    ')',
    '[',
    '{',
    '*',
  ],
  ...[
    '<',
    '</',
    '=',
    '=\r\n',
    '=20',
    '%',
    '%41',
    '\\',
    '/',
    '|',
    '#',
    '~',
    '_',
    '-',
    '--',
    '-- \n',
    '@',
  ],
  ...[
    '&',
    '&#x',
    '&#x41;',
    '&amp;',
    '=?utf-8?q?',
    '=?x?b?',
    '?=',
    '\x1b$B',
    '\x1b(B',
    '\xe4',
    '\xff',
    '\0',
  ],
  ...[
    'a',
    'word ',
    'a@b.c',
    '<a@b.c>',
    'http://',
    'cid:x',
    '{"a":',
    '2024-01-05',
    '10:00',
    'On ',
    'wrote:',
  ],
  ...[
    'Am 5.1.2024 schrieb ',
    'From: ',
    'From: a@b.c\n',
    'Sent: 5.1.2024\n',
    'Subject: x\n',
    'Message-ID: <',
  ],
  ...[
    '-----Original Message-----\n',
    'Begin forwarded message:',
    'Sent from my ',
    'begin 644 x\n',
    'end\n',
  ],
  ...[
    'begin-base64 644 x\n',
    'Final-Recipient: rfc822;',
    'Status: 5.1.1\n',
    'could not be delivered',
  ],
  ...[
    'out of office',
    '<div>',
    '</div>',
    '<p>',
    '<br>',
    '<table><tr><td>',
    '<blockquote>',
    '</blockquote>',
  ],
  ...[
    '<div class="gmail_quote">',
    '<a href="',
    '<a "',
    '">',
    '<!--',
    '-->',
    '<script>',
    '</script>',
    '<style>',
  ],
  ...[
    '<title>',
    '<pre>',
    '<ul><li>',
    '<span style="',
    '--x\r\n',
    '--x--\r\n',
    'A: b\r\n',
    'charset=',
    'name=',
  ],
  ...['; filename*0*=', 'boundary=', 'multipart/mixed', 'text/html', 'base64', '\r\n\r\n'],
]
