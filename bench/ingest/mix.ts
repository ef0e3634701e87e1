import { createHash } from 'node:crypto'

/**
 * The mail mix of the bars: half of them replies; 60 % plain text of 2 kB, 30 % HTML of 15 kB, 10 % with an
 * attachment of 100 kB. Each number always makes the same kind of mail, of its own sender.
 */
export function mailNumber(n: number, run: string): { from: string; raw: Buffer } {
  const isReply = n % 2 === 1
  const thread = isReply ? n - 1 : n
  const from = `customer${thread}@${run}.example`
  const subject = `Order ${thread} has not arrived`
  const headers = [
    `From: Customer ${thread} <${from}>`,
    'To: help@localhost',
    `Subject: ${isReply ? 'Re: ' : ''}${subject}`,
    `Message-ID: <${n}.${run}@bench.example>`,
    ...(isReply
      ? [
          `In-Reply-To: <${thread}.${run}@bench.example>`,
          `References: <${thread}.${run}@bench.example>`,
        ]
      : []),
    'Date: Mon, 02 Mar 2026 09:00:00 +0000',
    'MIME-Version: 1.0',
  ]
  return { from, raw: Buffer.from([...headers, ...bodyNumber(n)].join('\r\n')) }
}

function bodyNumber(n: number): string[] {
  const kind = n % 10
  if (kind < 6) return ['Content-Type: text/plain; charset=utf-8', '', prose(2000)]
  if (kind < 9)
    return [
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      prose(1500),
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      `<html><body>${`<p style="margin:0">${prose(400)}</p>`.repeat(30)}</body></html>`,
      '--b--',
      '',
    ]
  return [
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    prose(1000),
    '--b',
    'Content-Type: application/octet-stream; name=report.bin',
    'Content-Disposition: attachment; filename=report.bin',
    'Content-Transfer-Encoding: base64',
    '',
    (noise(n).toString('base64').match(/.{76}/g) ?? []).join('\r\n'),
    '--b--',
    '',
  ]
}

/** 75,000 bytes that nothing can press smaller, the same for the same number. */
function noise(n: number): Buffer {
  return createHash('shake256', { outputLength: 75_000 }).update(String(n)).digest()
}

/** Lines of ordinary length, about this many characters in all. */
function prose(length: number): string {
  return 'The parcel was to come on Tuesday and is still on its way, says the tracking.\r\n'.repeat(
    length / 78,
  )
}
