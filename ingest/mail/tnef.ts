import { decodeBytes } from './charset.ts'
import { rtfOf } from './compressed-rtf.ts'
import { type MapiValue, readMapi } from './mapi.ts'

/** What Outlook packs into winmail.dat (MS-OXTNEF): the files, and the body where the mail has no other. */
export interface Tnef {
  files: TnefFile[]
  text: string | null
  html: string | null
  rtf: Buffer | null
}

interface TnefFile {
  name: string
  contentType: string | null
  contentId: string | null
  content: Buffer
}

const signature = 0x223e9f78
const id = {
  codePage: 0x00069007,
  body: 0x0002800c,
  messageProps: 0x00069003,
  newAttachment: 0x00069002,
  attachmentTitle: 0x00018010,
  attachmentData: 0x0006800f,
  attachmentProps: 0x00069005,
}
const tag = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  displayName: 0x3001,
  data: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  mimeType: 0x370e,
  contentId: 0x3712,
}
const maxDepth = 5

/** Null where the bytes are no TNEF. Damaged TNEF gives what could be read before the damage. */
export function readTnef(bytes: Buffer, depth = 0): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature || depth > maxDepth) return null
  const tnef: Tnef = { files: [], text: null, html: null, rtf: null }
  let codePage = 'windows-1252'
  let current: Draft | undefined
  for (const { name, data } of attributes(bytes)) {
    if (name === id.codePage && data.length >= 4) codePage = `windows-${data.readUInt32LE(0)}`
    else if (name === id.body) tnef.text ??= terminated(data, codePage)
    else if (name === id.messageProps) readBody(tnef, readMapi(data), codePage)
    else if (name === id.newAttachment) {
      finish()
      current = {}
    } else if (name === id.attachmentTitle)
      current = { ...current, title: terminated(data, codePage) }
    else if (name === id.attachmentData) current = { ...current, data }
    else if (name === id.attachmentProps) current = { ...current, props: readMapi(data) }
  }
  finish()
  return tnef

  function finish() {
    if (current) tnef.files.push(...filesOf(current, codePage, depth))
  }
}

interface Draft {
  title?: string
  data?: Buffer
  props?: Map<number, MapiValue>
}

function* attributes(bytes: Buffer): Generator<{ name: number; data: Buffer }> {
  let at = 6
  while (at + 9 <= bytes.length) {
    const level = bytes[at]
    const name = bytes.readUInt32LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    if (level !== 1 && level !== 2) return
    const data = bytes.subarray(at + 9, at + 9 + length)
    yield { name, data }
    at += 9 + length + 2
  }
}

function filesOf(
  { title, data, props = new Map() }: Draft,
  codePage: string,
  depth: number,
): TnefFile[] {
  const text = (key: number) => textOf(props.get(key), codePage)
  const object = props.get(tag.data)
  const nested = object && !data?.length ? object.bytes.subarray(object.isObject ? 16 : 0) : null
  const embedded = nested ? readTnef(nested, depth + 1) : null
  const name = text(tag.longName) ?? title ?? text(tag.shortName) ?? text(tag.displayName) ?? ''
  const contentId = text(tag.contentId)?.replace(/^<|>$/g, '') ?? null
  if (embedded) return embedded.files
  const content = data ?? nested
  return content ? [{ name, contentType: text(tag.mimeType), contentId, content }] : []
}

function readBody(tnef: Tnef, props: Map<number, MapiValue>, codePage: string) {
  tnef.text ??= textOf(props.get(tag.body), codePage)
  const html = props.get(tag.html)
  if (html)
    tnef.html ??= html.isUnicode ? textOf(html, codePage) : decodeBytes(html.bytes, null, codePage)
  const rtf = props.get(tag.rtf)
  if (rtf) tnef.rtf ??= rtfOf(rtf.bytes)
}

function textOf(value: MapiValue | undefined, codePage: string): string | null {
  if (!value) return null
  if (!value.isUnicode) return terminated(value.bytes, codePage)
  return value.bytes
    .subarray(0, value.bytes.length & ~1)
    .toString('utf16le')
    .replace(/\0.*$/s, '')
}

function terminated(bytes: Buffer, codePage: string): string {
  const end = bytes.indexOf(0)
  return decodeBytes(end < 0 ? bytes : bytes.subarray(0, end), codePage)
}
