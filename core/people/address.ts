const part = String.raw`[^\s\p{C}@<>()[\]\\,;:"]+`
const sendable = new RegExp(`^${part}@${part}$`, 'u')

/**
 * Whether mail can be sent there: one address, with nothing in it that a header or an SMTP command could take for
 * more (brackets, quotes, comments, lists, controls). Stricter than what mail may come from. RFC 5321 §4.5.3.1.3.
 */
export function isSendable(address: string): boolean {
  return address.length <= 254 && sendable.test(address)
}
