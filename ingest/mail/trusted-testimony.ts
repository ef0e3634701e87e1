import { readTestimony, type Testimony } from './authentication-results.ts'
import type { MailHeader } from './parsed.ts'
import type { Signatures } from './verify-signatures.ts'

/**
 * What the relay of that name found out (RFC 8601 §5): in its topmost fields, of which it may write one for each
 * thing it checks. Those further down, below the trace of another server, are whoever's.
 */
export function toldBy(
  name: string | undefined,
  fields: readonly MailHeader[],
): Partial<Testimony> {
  const isTheirs = (field: MailHeader) =>
    field.name === 'authentication-results' && readTestimony(field.value).by === name
  const first = fields.findIndex(isTheirs)
  if (first < 0) return {}
  const end = fields.findIndex((field, place) => place > first && field.name === 'received')
  const said = fields
    .slice(first, end < 0 ? undefined : end)
    .filter(isTheirs)
    .map(({ value }) => readTestimony(value))
  return {
    by: name,
    spf: said.find(({ spf }) => spf)?.spf,
    dkim: said.find(({ dkim }) => dkim)?.dkim,
    dmarc: said.find(({ dmarc }) => dmarc)?.dmarc,
  }
}

/** What the last sealer of an unbroken chain found out (RFC 8617), if the operator believes it. */
export function sealedBy(
  trusted: readonly string[],
  { arc, seal }: Signatures,
  fields: readonly MailHeader[],
): Testimony | undefined {
  if (arc !== 'pass' || !seal?.domain || !trusted.includes(seal.domain)) return undefined
  return fields
    .filter(({ name }) => name === 'arc-authentication-results')
    .map(({ value }) => readTestimony(value))
    .find(({ place }) => place === seal.place)
}
