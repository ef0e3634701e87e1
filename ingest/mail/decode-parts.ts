import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { MailParser } from 'mailparser'
import { limits, TooMuch } from './limits.ts'
import { fromQuotedPrintable } from './quoted-printable.ts'
import type { Part } from './structure.ts'
import { takeUuencoded } from './uuencode.ts'

/**
 * The decoded bytes of the leaves. mailparser decodes base64: it is given a mail made of those
 * leaves alone, flat and with a boundary of ours, so that nothing it misreads is left in it, and
 * hands each back as an attachment, in order. Its quoted-printable takes minutes for a long line of blanks.
 */
export async function decodeParts(raw: Buffer, leaves: Part[]): Promise<Buffer[]> {
  const encoded = leaves.filter(({ encoding }) => encoding === 'base64')
  const found = await throughMailparser(raw, encoded)
  if (found.length !== encoded.length) throw new Error('mailparser lost a part.')
  const decoded = new Map(encoded.map((leaf, i) => [leaf, found[i]]))
  const contents = leaves.map((leaf) => {
    const bytes = raw.subarray(leaf.from, leaf.to)
    if (leaf.encoding === 'quoted-printable') return fromQuotedPrintable(bytes)
    if (/^(x-)?uu(e|encode|encoded)?$/.test(leaf.encoding)) return fromUuencode(bytes)
    return decoded.get(leaf) ?? bytes
  })
  const size = contents.reduce((sum, { length }) => sum + length, 0)
  if (size > limits.decodedBytes) throw new TooMuch('its parts are larger than 64 MB')
  return contents
}

async function throughMailparser(raw: Buffer, leaves: Part[]): Promise<Buffer[]> {
  if (leaves.length === 0) return []
  const boundary = `part-${randomBytes(18).toString('hex')}`
  const parser = new MailParser({
    skipTextToHtml: true,
    skipHtmlToText: true,
    skipImageLinks: true,
  })
  const contents: Promise<Buffer>[] = []
  const done = new Promise<void>((resolve, reject) => {
    parser.on('data', (part) => {
      if (part.type !== 'attachment') return
      contents.push(buffer(part.content).finally(() => part.release()))
    })
    parser.once('end', resolve)
    parser.once('error', reject)
  })
  parser.write(`MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n`)
  for (const { from, to } of leaves) {
    parser.write(
      `--${boundary}\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n`,
    )
    parser.write(raw.subarray(from, to))
    parser.write('\r\n')
  }
  parser.end(`--${boundary}--\r\n`)
  await done
  return Promise.all(contents)
}

function fromUuencode(bytes: Buffer): Buffer {
  return takeUuencoded(bytes.toString('latin1')).files[0]?.content ?? bytes
}
