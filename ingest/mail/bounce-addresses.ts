import { cleanAddress, parseAddresses } from './address.ts'
import type { Original } from './bounce-text.ts'
import type { ParsedMail } from './parsed.ts'

const address = /[\w.!#$%&'*+/=?^{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g
const maxLines = 400
const maxLineLength = 500
/** Words that stand next to the address that failed, in the languages mail systems speak. */
const aboutRecipient =
  /recipient|rcpt|deliver|address|mailbox|user|account|unknown|failed|reject|\bto\b[: ]|undeliver|empf(?:ä|ae)nger|zugestellt|destinat|adress|correo|indirizz|получател|адрес|адресат|宛先|受信者|配信|收件|地址|投递|수신|받는|alıcı|címzett|adresat|odbiorc|příjemc|mottaker|mottagar|modtager|vastaanottaj|ontvanger/i

/** The addresses a report in free text says have failed. Ours, and those of mail systems, are not among them. */
export function failedAddresses(mail: ParsedMail, said: string, original: Original): string[] {
  const declared = mail.headers
    .filter(({ name }) => name === 'x-failed-recipients')
    .flatMap(({ value }) => parseAddresses(value))
  if (declared.length > 0) return declared.map((one) => one.address)
  const ours = new Set([...mail.to, ...mail.cc].map((one) => one.address.toLowerCase()))
  for (const { address } of ownAddresses(original)) ours.add(address.toLowerCase())
  const intended = original
    .filter(({ name }) => name === 'to' || name === 'cc' || name === 'bcc')
    .flatMap(({ value }) => parseAddresses(value))
  const wanted = new Set(intended.map((one) => one.address.toLowerCase()))
  const found = named(said, ours)
  for (const list of [found.alone, found.near, found.any]) {
    const known = list.filter((one) => wanted.has(one.toLowerCase()))
    if (known.length > 0) return known
  }
  const first = [found.alone, found.near].find((list) => list.length > 0)
  return (
    first ?? (intended.length === 1 ? intended.map((one) => one.address) : found.any.slice(0, 1))
  )
}

function ownAddresses(original: Original) {
  return original
    .filter(({ name }) => name === 'from' || name === 'sender' || name === 'return-path')
    .flatMap(({ value }) => parseAddresses(value))
}

/** Addresses by how clearly the text means them: on a line of their own, by a word for recipient, or anyhow. */
function named(said: string, ours: Set<string>) {
  const found = { alone: new Set<string>(), near: new Set<string>(), any: new Set<string>() }
  let before = ''
  for (const line of said.split('\n', maxLines)) {
    const text = line.slice(0, maxLineLength)
    for (const match of text.matchAll(address)) {
      const clean = cleanAddress(match[0].replace(/^['/=]+/, ''))
      if (!clean || ours.has(clean.toLowerCase()) || isSystem(clean)) continue
      found.any.add(clean)
      const around = text.replace(match[0], '')
      if (
        /^[\s<>()[\]"':;,.*•-]*(?:$|[:;(<[]|\.{3})/.test(around) ||
        /^\s*[<"']?$/.test(text.slice(0, match.index))
      )
        found.alone.add(clean)
      if (aboutRecipient.test(around) || aboutRecipient.test(before)) found.near.add(clean)
    }
    if (text.trim()) before = text
  }
  return { alone: [...found.alone], near: [...found.near], any: [...found.any] }
}

function isSystem(address: string): boolean {
  return /^(?:mailer-daemon|postmaster|abuse|support|helpdesk|[\w-]*no-?reply)@/i.test(address)
}
