/**
 * Whom a mail in a file says it is from, for the envelope that it has lost: its Return-Path, as a mailbox keeps it
 * (`<>` for a bounce), else its first From. Empty when it names nobody.
 */
export function senderOf(raw: Buffer): string {
  const heading = raw.subarray(0, 100_000).toString('latin1')
  const end = heading.search(/\r?\n\r?\n/)
  const lines = heading
    .slice(0, end < 0 ? undefined : end)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
  const field = (name: string) =>
    lines.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1)
  return addressIn(field('return-path') ?? field('from') ?? '')
}

function addressIn(field: string): string {
  const inBrackets = field.lastIndexOf('<') >= 0 ? field.slice(field.lastIndexOf('<') + 1) : field
  const address = inBrackets.replace(/>.*$/s, '').trim()
  return /^[^\s<>,;"@]+@[^\s<>,;"@]+$/.test(address) ? address : ''
}
