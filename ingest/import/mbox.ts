import { refuse } from '#core/refusal.ts'
import { parseDate } from '#ingest/mail/date.ts'
import { type Archived, headBytes, headOf, opened } from './archived.ts'
import { windowOn } from './window.ts'

type BytesAt = ReturnType<typeof windowOn>

const maxSeparator = 1000

/**
 * Every mail of an mbox file (RFC 4155), in the order of the file, without keeping any. A mail ends where its
 * Content-Length says, if a mail or nothing begins there (mboxcl); else before the next line that begins with `From `,
 * names a time, and has an empty line before it.
 */
export async function* mailsOfMbox(path: string): AsyncGenerator<Archived> {
  const file = await opened(path)
  try {
    const { size } = await file.stat()
    const bytesAt = windowOn(file)
    if (!(await separatorAt(bytesAt, 0)))
      refuse('wrong-input', {
        why: `${path} is no mbox file: it does not begin with a line “From … date”. Single mails are brought in by \`deskwire import eml\`.`,
      })
    for (let place = 0; place < size; ) {
      const separator = await separatorAt(bytesAt, place)
      if (!separator) break // Nothing but blanks is left.
      const start = place + separator.length
      const head = headOf((await bytesAt(start, headBytes)).subarray(0, headBytes))
      const counted = await endByLength(bytesAt, start, head, size)
      const end = counted ?? (await nextSeparator(bytesAt, start, size))
      yield { path, start, end, at: head.at ?? separator.at, counted: counted !== undefined }
      place = await skipBlank(bytesAt, end)
    }
  } finally {
    await file.close()
  }
}

interface Separator {
  length: number // With its line end.
  at: Date | null
}

async function separatorAt(bytesAt: BytesAt, place: number): Promise<Separator | undefined> {
  const bytes = (await bytesAt(place, maxSeparator)).subarray(0, maxSeparator)
  const lf = bytes.indexOf('\n')
  const line = bytes.toString('latin1', 0, lf < 0 ? bytes.length : lf)
  if (!/^From .*\d:\d\d/.test(line)) return undefined
  return { length: lf < 0 ? bytes.length : lf + 1, at: dateOf(line) }
}

/** `Mon Jan  5 12:00:00 2026`, in UTC (RFC 4155), or with a zone before or behind the year. */
function dateOf(line: string): Date | null {
  const [, month, day, time, zone = '', year, late = ''] =
    /([A-Z][a-z]{2}) +(\d{1,2}) +(\d{1,2}:\d\d(?::\d\d)?) +(?:([+-]\d{4}|[A-Z]{1,5}) +)?(\d{4})(?: +([+-]\d{4}))?/.exec(
      line,
    ) ?? []
  return month ? parseDate(`${day} ${month} ${year} ${time} ${zone || late || '+0000'}`) : null
}

async function endByLength(
  bytesAt: BytesAt,
  start: number,
  { bodyStart, length }: { bodyStart: number; length: number },
  size: number,
): Promise<number | undefined> {
  const end = start + bodyStart + length
  if (length < 0 || end > size) return undefined
  const next = await skipBlank(bytesAt, end)
  return next === size || (await separatorAt(bytesAt, next)) ? end : undefined
}

/** Past the line ends that stand between two mails. */
async function skipBlank(bytesAt: BytesAt, place: number): Promise<number> {
  for (let at = place; ; ) {
    const bytes = await bytesAt(at, 1)
    const next = bytes.findIndex((byte) => byte !== 0x0a && byte !== 0x0d)
    if (next >= 0) return at + next
    if (bytes.length === 0) return at
    at += bytes.length
  }
}

async function nextSeparator(bytesAt: BytesAt, start: number, size: number): Promise<number> {
  const overlap = 8 // The line ends before a separator, and `From `.
  for (let at = start; at < size; ) {
    const bytes = await bytesAt(at, overlap)
    for (let lf = bytes.indexOf('\nFrom '); lf >= 0; lf = bytes.indexOf('\nFrom ', lf + 1)) {
      const isAfterBlank = /\n\r?$/.test(bytes.toString('latin1', Math.max(0, lf - 2), lf))
      if (isAfterBlank && (await separatorAt(bytesAt, at + lf + 1))) return at + lf + 1
    }
    if (at + bytes.length >= size) break
    at += Math.max(1, bytes.length - overlap)
  }
  return size
}

/**
 * The mail as it was before it was put into an mbox file: `>From ` is `From ` again, and the empty line that stands
 * between two mails is none of it. Where a line `From ` was left as it was, none was quoted (mboxcl2).
 */
export function unquoted(bytes: Buffer, counted: boolean): Buffer {
  if (counted && bytes.includes('\nFrom ')) return bytes
  const mail = counted ? bytes : withoutLastBlank(bytes)
  const kept: Buffer[] = []
  let from = 0
  for (let lf = mail.indexOf('\n>'); lf >= 0; lf = mail.indexOf('\n>', lf + 1)) {
    if (!/^>+From /.test(mail.toString('latin1', lf + 1, lf + 65))) continue
    kept.push(mail.subarray(from, lf + 1))
    from = lf + 2
  }
  return from === 0 ? mail : Buffer.concat([...kept, mail.subarray(from)])
}

function withoutLastBlank(bytes: Buffer): Buffer {
  const [, last = ''] = /\n(\r?\n)$/.exec(bytes.toString('latin1', bytes.length - 3)) ?? []
  return bytes.subarray(0, bytes.length - last.length)
}
