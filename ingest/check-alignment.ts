import type { AskDns } from '#core/app.ts'
import type { AuthenticationResult } from '#db/schema/mails.ts'
import { domainOf, type Finding } from './mail/authentication-results.ts'

/** What was found about a mail, by whoever. */
interface Evidence {
  spf?: Finding | null | undefined // None: it could not be checked, and might have passed.
  dkim?: readonly Finding[] | undefined
  dmarc?: Finding | undefined // Absent: ours to find out.
}

interface Alignment {
  result: AuthenticationResult
  proven: boolean
  rejects: boolean // It fails, and its domain asks to reject what fails.
}

const open: Alignment = { result: 'none', proven: false, rejects: false }
const pass: Alignment = { result: 'pass', proven: true, rejects: false }

/**
 * Whether what passed speaks for the domain of the From (DMARC, RFC 9989). A domain without a record is spoken for by
 * itself and by those above it, which could publish whatever they like in its name. A mail fails only when all was
 * checked: not when SPF could not be, nor when a name server did not answer.
 */
export async function checkAlignment(
  dns: AskDns,
  author: string | null, // Null: not exactly one, so that nobody can speak for it.
  { spf, dkim = [], dmarc }: Evidence,
): Promise<Alignment> {
  const domain = author && domainOf(author)
  if (!domain) return open
  if (dmarc?.result === 'pass' && dmarc.domain === domain) return pass
  const spfDomains = spf ? passing([spf]) : []
  const dkimDomains = passing(dkim)
  const vouching = [...spfDomains, ...dkimDomains]
  if (!spf && vouching.length === 0) return open
  const { evaluateDmarc } = await import('mailauth/lib/dmarc/index.js')
  const { response } = await evaluateDmarc({
    headerFrom: domain,
    spfDomains,
    dkimDomains: dkimDomains.map((one) => ({ domain: one })),
    resolver: dns,
  })
  const result = response ? (response.status.result as AuthenticationResult) : 'none'
  if (result === 'pass') return pass
  if (result !== 'fail') {
    const proven = vouching.some((one) => domain === one || domain.endsWith(`.${one}`))
    return { ...open, result, proven }
  }
  if (!spf) return open
  if ([spf, ...dkim].some((one) => one.result === 'temperror'))
    return { ...open, result: 'temperror' }
  return { ...open, result, rejects: response && response.policy === 'reject' }
}

function passing(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ result, domain }) => (result === 'pass' && domain ? [domain] : []))
}
