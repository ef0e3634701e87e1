/** A raw mail from header lines and a body; each character of `body` is one byte. */
export function rawMail(lines: string[], body = ''): Buffer {
  return Buffer.from([...lines, '', body].join('\r\n'), 'latin1')
}

/** UTF-8 or other bytes, as `rawMail` takes them. */
export function bytes(text: string | Buffer): string {
  return Buffer.from(text).toString('latin1')
}

export const usual = [
  'From: Ada Lovelace <ada@customer.test>',
  'To: help@desk.test',
  'Subject: It does not start',
  'Date: Tue, 06 Jan 2026 10:00:00 +0100',
  'Message-ID: <one@customer.test>',
]

/** A mail of parts, each written as header lines, an empty line and a body. */
export function multipart(kind: string, parts: string[], header = usual): Buffer {
  const body = parts.map((part) => `--=b\r\n${part}\r\n`).join('')
  return rawMail([...header, `Content-Type: multipart/${kind}; boundary="=b"`], `${body}--=b--\r\n`)
}
