import { storable } from '#core/storable.ts'

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i
const maxLength = 200 // As the database has it.

/**
 * A name that is safe to show and to save anywhere: no path, no controls, nothing that
 * reverses or hides letters, no name Windows reserves, at most 200 characters. The ending is kept.
 */
export function safeFileName(source: string, fallback: string): string {
  const parts = storable(source.slice(0, 5000)).normalize('NFC').split(/[/\\]/)
  const last = parts.findLast((part) => part.replace(/[.\s]/g, '') !== '') ?? ''
  const clean = last
    .replace(/[\p{Cc} ]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const dot = clean.lastIndexOf('.')
  const stem = reserved.test(clean.split('.', 1)[0] ?? '') ? `_${clean}` : clean
  return shortened(stem, dot > 0 ? clean.slice(dot) : '') || fallback
}

/** Cut in the middle of the name, between whole characters, so that the ending stays. */
function shortened(name: string, ending: string): string {
  if (name.length <= maxLength) return name
  const tail = ending.length <= 16 ? ending : ''
  let head = ''
  for (const { segment } of new Intl.Segmenter().segment(name.slice(0, maxLength))) {
    if (head.length + segment.length + tail.length + 1 > maxLength) break
    head += segment
  }
  return `${head.trimEnd()}…${tail}`.toWellFormed()
}

const endings: Record<string, string> = {
  'text/plain': '.txt',
  'text/html': '.html',
  'text/calendar': '.ics',
  'text/rfc822-headers': '.txt',
  'text/vcard': '.vcf',
  'text/x-vcard': '.vcf',
  'text/csv': '.csv',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/svg+xml': '.svg',
  'image/bmp': '.bmp',
  'image/tiff': '.tiff',
  'image/heic': '.heic',
  'application/pdf': '.pdf',
  'application/zip': '.zip',
  'application/json': '.json',
  'application/xml': '.xml',
  'application/pkcs7-signature': '.p7s',
  'application/x-pkcs7-signature': '.p7s',
  'application/pkcs7-mime': '.p7m',
  'application/x-pkcs7-mime': '.p7m',
  'application/pgp-signature': '.asc',
  'application/pgp-encrypted': '.asc',
  'application/pgp-keys': '.asc',
  'message/rfc822': '.eml',
  'message/global': '.eml',
  'message/delivery-status': '.txt',
  'message/feedback-report': '.txt',
  'message/disposition-notification': '.txt',
}

/** The name of a file that came without one: what it is, and the ending of its type. */
export function namelessFile(contentType: string): string {
  const kind = contentType.split('/', 1)[0] ?? ''
  const name =
    { image: 'image', audio: 'audio', video: 'video', message: 'message' }[kind] ?? 'attachment'
  return `${name}${endings[contentType] ?? ''}`
}
