import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { storable } from '#core/storable.ts'
import { sniffCharset } from './sniff-charset.ts'

/** Names that mail uses and the WHATWG table behind TextDecoder does not know. */
const aliases = new Map(
  Object.entries({
    'ks_c_5601-1987': 'euc-kr',
    cp949: 'euc-kr',
    ms949: 'euc-kr',
    uhc: 'euc-kr',
    cp932: 'shift_jis',
    ms932: 'shift_jis',
    'windows-932': 'shift_jis',
    cp936: 'gb18030',
    ms936: 'gb18030',
    gb2312: 'gb18030',
    'gb_2312-80': 'gb18030',
    gbk: 'gb18030',
    'x-gbk': 'gb18030',
    cp950: 'big5',
    ms950: 'big5',
    'iso-8859-8-e': 'iso-8859-8',
    'koi8-u': 'koi8-u',
    'unicode-1-1-utf-7': 'utf-7',
    'x-unicode-1-1-utf-7': 'utf-7',
    utf7: 'utf-7',
    utf8mb4: 'utf-8',
    'utf-8mb4': 'utf-8',
    macroman: 'macintosh',
    'x-macroman': 'macintosh',
  }),
)
const maxLabel = 100 // No charset has a longer name; what comes as one may be a megabyte.
const noCharset =
  /^(|ascii|us-?ascii|ansi_x3\.4.*|7bit|8bit|binary|default|none|null|unknown|unknown-8bit|x-unknown|undefined|_autodetect.*)$/

/**
 * Bytes to text. A declared charset is believed unless the bytes contradict it; where
 * none is declared, UTF-8 is taken if the bytes are valid, then `hint`, then what they look like.
 * @param sniff says that
 */
export function decodeBytes(
  bytes: Buffer,
  declared: string | null,
  hint: string | null = null,
  sniff: (bytes: Buffer) => string = sniffCharset,
): string {
  const guessed = () => strict(bytes, sniff(bytes)) ?? storable(bytes.toString('latin1'))
  const label = normalized(declared)
  if (!label || isWestern(label) || label === 'utf-8') {
    if (isAscii(bytes) && !bytes.includes(0x1b)) return storable(bytes.toString('latin1'))
    if (isUtf8(bytes)) return storable(withoutMark(bytes.toString('utf8')))
  }
  if (label === 'utf-8') return repaired(bytes) ?? guessed()
  if (label) return strict(bytes, label) ?? guessed()
  const hinted = normalized(hint)
  return (hinted && hinted !== 'utf-8' && strict(bytes, hinted)) || (repaired(bytes) ?? guessed())
}

/** The name TextDecoder or iconv-lite knows; null where the mail names none, or an unknown one. */
export function normalized(declared: string | null): string | null {
  const label = (declared ?? '')
    .trimStart()
    .slice(0, maxLabel)
    .replace(/^["'\s]+|["'\s;].*$/g, '')
    .toLowerCase()
    .replace(/^3d/, '')
    .replace(/^charset=/, '')
  if (noCharset.test(label)) return null
  const before = names.get(label)
  if (before !== undefined) return before
  const found = nameOf(label)
  if (names.size < 500) names.set(label, found)
  return found
}

/** What labels have turned out to be: asking the libraries for one they do not know costs more than decoding a word. */
const names = new Map<string, string | null>()

function nameOf(label: string): string | null {
  const known = aliases.get(label) ?? aliases.get(label.replace(/^x-/, '')) ?? label
  for (const name of [
    known,
    known.replace(/^(cp|win|ms|ansi)-?_?(125\d|874)$/, 'windows-$2'),
    known.replace(/^iso-?8859/, 'iso-8859').replace('_', '-'),
  ]) {
    if (name === 'utf-7' || decoderFor(name) || iconv.encodingExists(name)) return name
  }
  return null
}

function isWestern(label: string): boolean {
  return label === 'iso-8859-1' || label === 'windows-1252' || label === 'latin1'
}

function isAscii(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte > 0x7e) return false
  return true
}

function strict(bytes: Buffer, label: string): string | null {
  if (label === 'utf-7') return storable(fromUtf7(bytes))
  try {
    const decoder = decoderFor(label)
    const clean = label === 'iso-2022-jp' ? withoutIdleEscapes(bytes) : bytes
    return storable(withoutMark(decoder ? decoder.decode(clean) : iconv.decode(bytes, label)))
  } catch {
    return null
  }
}

/** RFC 2152; iconv-lite takes a second for a megabyte of short runs. */
function fromUtf7(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/\+([A-Za-z0-9+/]*)-?/g, (_, run: string) => {
    const units = Buffer.from(run, 'base64')
    return run === ''
      ? '+'
      : units
          .subarray(0, units.length & ~1)
          .swap16()
          .toString('utf16le')
  })
}

/** Where two encoded words meet, one escape follows another, which TextDecoder takes for an error. */
function withoutIdleEscapes(bytes: Buffer): Buffer {
  return Buffer.from(
    bytes.toString('latin1').replaceAll('\x1b(B\x1b', '\x1b').replaceAll('\x1b(J\x1b', '\x1b'),
    'latin1',
  )
}

const decoders = new Map<string, TextDecoder | null>()

function decoderFor(label: string): TextDecoder | null {
  const known = decoders.get(label)
  if (known !== undefined) return known
  let made: TextDecoder | null = null
  try {
    made = new TextDecoder(label, { ignoreBOM: true })
    if (made.encoding === 'replacement') made = null
  } catch {
    // A name that iconv-lite may know: UTF-7, the DOS code pages.
  }
  if (decoders.size < 500) decoders.set(label, made)
  return made
}

/** Nearly valid UTF-8, such as a name that was cut in the middle of a character; null if it is something else. */
function repaired(bytes: Buffer): string | null {
  const text = bytes.toString('utf8')
  const broken = text.split('\ufffd').length - 1
  const whole = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0
  return whole > broken * 2 ? storable(withoutMark(text)) : null
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text
}
