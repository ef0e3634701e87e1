import ipaddr from 'ipaddr.js'
import type { AskDns } from '#core/app.ts'
import { domainOf, type Finding } from './mail/authentication-results.ts'

/** Where a mail came from, as its envelope has it. */
export interface Origin {
  remoteAddress: string | null // Who delivered it; null: not by network, or not to us.
  helo?: string | undefined
  envelopeFrom: string // Empty: the null sender of bounces.
}

/** Behind these a server of ours took the mail from somebody whose address we do not know. */
const inside = ['loopback', 'private', 'linkLocal', 'uniqueLocal', 'carrierGradeNat', 'unspecified']

/**
 * Whether whoever delivered a mail may send for the domain of its envelope (RFC 7208), asked about the HELO where a
 * bounce has no other sender. Null: it cannot be told, because the mail did not come from outside to us.
 */
export async function checkSender(
  dns: AskDns,
  { remoteAddress, helo, envelopeFrom }: Origin,
): Promise<Finding | null> {
  if (!remoteAddress || !ipaddr.isValid(remoteAddress)) return null
  const client = ipaddr.process(remoteAddress)
  const domain = domainOf(envelopeFrom || (helo ?? ''))
  if (inside.includes(client.range()) || !domain) return null
  const { spf } = await import('mailauth/lib/spf/index.js')
  const { status } = await spf({
    ip: client.toString(),
    helo: helo ?? domain,
    sender: envelopeFrom,
    resolver: dns,
  })
  return { result: status.result as Finding['result'], domain }
}

/** Whether an address is one of these, or in one of these networks. */
export function isAmong(address: string | null, networks: readonly string[]): boolean {
  if (!address || !ipaddr.isValid(address)) return false
  const client = ipaddr.process(address)
  return networks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network)
    return base.kind() === client.kind() && client.match(base, bits)
  })
}
