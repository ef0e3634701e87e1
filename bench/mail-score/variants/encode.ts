import iconv from 'iconv-lite'

export interface Form {
  charset: string
  encoding: 'quoted-printable' | 'base64' | '8bit'
  flowed: boolean
}

/** A raw mail of one or two versions of the same, in any charset that has all its letters; else in UTF-8. */
export function rawMail(body: { text: string | null; html: string | null }, form: Form): Buffer {
  const parts = [
    ...(body.text === null ? [] : [part('text/plain', body.text, form)]),
    ...(body.html === null ? [] : [part('text/html', body.html, form)]),
  ]
  const head = [
    'From: Ben Sample <ben@sample.example>',
    'To: help@desk.example',
    'Subject: Re: 8812',
    'Message-ID: <v1@sample.example>',
    'MIME-Version: 1.0',
  ]
  const [only, another] = parts
  if (!only) throw new Error('A mail needs a text or HTML.')
  if (!another) return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n`), only])
  return Buffer.concat([
    Buffer.from(
      `${[...head, 'Content-Type: multipart/alternative; boundary="=b"'].join('\r\n')}\r\n\r\n`,
    ),
    ...parts.flatMap((one) => [Buffer.from('--=b\r\n'), one, Buffer.from('\r\n')]),
    Buffer.from('--=b--\r\n'),
  ])
}

function part(type: string, said: string, { charset, encoding, flowed }: Form): Buffer {
  const isFlowed = flowed && type === 'text/plain'
  const text = (isFlowed ? flow(said) : said).replaceAll('\n', '\r\n')
  const fits = iconv.decode(iconv.encode(text, charset), charset) === text
  const name = fits ? charset : 'utf-8'
  const bytes = iconv.encode(text, name)
  // Bytes of UTF-16 are no lines, so they travel as base64 alone.
  const transfer = name.startsWith('utf-16') ? 'base64' : encoding
  const head = `Content-Type: ${type}; charset=${name}${isFlowed ? '; format=flowed' : ''}\r\nContent-Transfer-Encoding: ${transfer}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), encoded(bytes, transfer)])
}

function encoded(bytes: Buffer, transfer: Form['encoding']): Buffer {
  if (transfer === '8bit') return bytes
  if (transfer === 'base64')
    return Buffer.from(bytes.toString('base64').replace(/.{76}/g, '$&\r\n'))
  const text = bytes
    .toString('latin1')
    .replace(/[^\r\n\x20-\x3c\x3e-\x7e]|[ \t](?=\r\n)/g, hex)
    .replace(/(?:=..|[^=\r\n]){72}(?=[^\r])/g, '$&=\r\n')
  return Buffer.from(text, 'latin1')
}

function hex(char: string): string {
  return `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** Soft line breaks at 72 characters (RFC 3676), each within the quote depth of its line. */
function flow(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (line === '-- ') return line
      const [marks = ''] = /^(?:> ?)*/.exec(line) ?? []
      const depth = marks.replace(/ /g, '')
      const rest = line.slice(marks.length).trimEnd()
      const stuffed = depth ? ' ' : /^[ >]|^From /.test(rest) ? ' ' : ''
      return wrapped(rest, 72)
        .map((piece, n, all) => `${depth}${stuffed}${piece}${n < all.length - 1 ? ' ' : ''}`)
        .join('\n')
    })
    .join('\n')
}

/** A text with its lines wrapped, but for the line that begins a signature. */
export function wrappedText(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => (line === '-- ' ? [line] : wrapped(line, width)))
    .join('\n')
}

/** One line as lines of at most `width` characters where it has spaces. */
export function wrapped(line: string, width: number): string[] {
  if (line.length <= width) return [line]
  const lines: string[] = []
  let open = ''
  for (const word of line.split(' ')) {
    if (open && open.length + 1 + word.length > width) {
      lines.push(open)
      open = word
    } else open = open ? `${open} ${word}` : word
  }
  return [...lines, open]
}
