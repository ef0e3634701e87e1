import type { App } from '#core/app.ts'
import type { Authentication, AuthenticationResult } from '#db/schema/mails.ts'
import { dnsFor } from './ask-dns.ts'
import { checkAlignment } from './check-alignment.ts'
import { checkSender, isAmong, type Origin } from './check-sender.ts'
import { parseAddresses } from './mail/address.ts'
import { domainOf, type Finding } from './mail/authentication-results.ts'
import { checkSignatures } from './mail/check-signatures.ts'
import type { MailHeader } from './mail/parsed.ts'
import { readHeader } from './mail/read-header.ts'
import { sealedBy, toldBy } from './mail/trusted-testimony.ts'

interface Arrival extends Origin {
  raw: Buffer
  receivedAt: Date
}

interface Authenticated {
  authentication: Authentication
  forged: string | null // Why the desk takes it for forged, as a sentence.
}

const ours = 'deskwire'

/**
 * Finds out who sent a mail, by SPF, DKIM, DMARC and ARC. It is proven when the domain of its one From vouches for
 * it. What the mail says about this itself counts only where a relay or sealer wrote it that the operator trusts.
 * Whatever goes wrong is a `temperror`: the mail is read all the same.
 */
export async function authenticate(
  app: Pick<App, 'dns' | 'env' | 'log'>,
  arrival: Arrival,
  patienceMs = 5000,
): Promise<Authenticated> {
  try {
    return await examine(app, arrival, patienceMs)
  } catch (error) {
    app.log.error({ err: error }, 'who sent a mail could not be found out')
    const unknown = { spf: 'temperror', dkim: 'temperror', dmarc: 'temperror' } as const
    return { authentication: { ...unknown, arc: 'none', proven: false, by: ours }, forged: null }
  }
}

async function examine(
  { env, dns: ask }: Pick<App, 'dns' | 'env'>,
  arrival: Arrival,
  patienceMs: number,
): Promise<Authenticated> {
  const { fields } = readHeader(arrival.raw, 0, arrival.raw.length)
  const author = authorOf(fields)
  const dns = dnsFor(ask, patienceMs)
  const isRelayed = isAmong(arrival.remoteAddress, env.MAIL_TRUSTED_RELAYS)
  const told = isRelayed ? toldBy(env.MAIL_AUTHSERV_ID, fields) : {}
  const isSettled = told.dmarc?.result === 'pass'
  const [spf, signed] = await Promise.all([
    isRelayed ? (told.spf ?? null) : checkSender(dns, arrival),
    checkSignatures(dns, isSettled ? [] : fields, arrival.raw, arrival.receivedAt),
  ])
  const dkim = told.dkim ?? signed.dkim
  // What is signed may be another From than the one that people will see.
  const isSeen = author !== null && signed.author !== null && isSame(author, signed.author)
  const direct = await checkAlignment(dns, author, {
    spf,
    dkim: told.dkim || isSeen ? dkim : [],
    dmarc: told.dmarc,
  })
  const seal =
    !direct.proven && isSeen ? sealedBy(env.MAIL_TRUSTED_SEALERS, signed, fields) : undefined
  const sealed = seal && (await checkAlignment(dns, author, seal))
  const proven = direct.proven || (sealed?.proven ?? false)
  return {
    authentication: {
      spf: spf?.result ?? 'none',
      dkim: bestOf(dkim),
      dmarc: direct.result,
      arc: signed.arc,
      proven,
      by: (sealed?.proven ? seal?.by : told.by) ?? ours,
    },
    forged:
      direct.rejects && !proven && env.MAIL_DMARC_REJECT === 'spam'
        ? `It says that it comes from ${author}, whose domain proves its mail and asks to reject what it does not prove (DMARC): this is such a mail.`
        : null,
  }
}

/** The one address that a mail comes from; null: none, or several, so that nobody can vouch for it. */
function authorOf(fields: readonly MailHeader[]): string | null {
  const [only, ...more] = fields.filter(({ name }) => name === 'from')
  if (!only || more.length > 0) return null
  const [author, ...others] = parseAddresses(only.value)
  return author && others.length === 0 ? author.address : null
}

function isSame(one: string, other: string): boolean {
  const local = (address: string) => address.slice(0, address.lastIndexOf('@')).toLowerCase()
  return local(one) === local(other) && domainOf(one) === domainOf(other)
}

/** One word for several signatures: a mail needs no more than one that holds. */
function bestOf(findings: readonly Finding[]): AuthenticationResult {
  const results = findings.map(({ result }) => result)
  return (
    (['pass', 'temperror'] as const).find((one) => results.includes(one)) ?? results[0] ?? 'none'
  )
}
