import { Resolver } from 'node:dns/promises'
import { z } from 'zod'
import { type App, type AskDns, read } from '#core/app.ts'
import { dkimRecords, openDkimKey, signerFor } from '#core/mails/dkim-keys.ts'
import { judgeDkim, judgeDmarc, judgeSpf } from './dns-records.ts'
import { bad, type Finding, good, open, reasonOf } from './finding.ts'

/** RFC 6761, RFC 6762, and the names that are of one network alone: no DNS of the world knows them. */
const isPrivate = (domain: string) =>
  !domain.includes('.') || /\.(?:localhost|test|example|invalid|local|internal)$/.test(domain)

/** What the world finds in the DNS about a domain that we have mailboxes in. */
export async function examineDomain(app: App, domain: string): Promise<Finding[]> {
  if (isPrivate(domain))
    return [open(`DNS ${domain}`, 'is a name for tests and private networks: the world knows none')]
  const ask = app.dns ?? askNameServers()
  return [
    await looked(`MX ${domain}`, () => examineMx(ask, domain)),
    await looked(`SPF ${domain}`, async () => judgeSpf(domain, await texts(ask, domain))),
    await looked(`DKIM ${domain}`, () => examineDkim(app, ask, domain)),
    await looked(`DMARC ${domain}`, async () => judgeDmarc(domain, await dmarcOf(ask, domain))),
  ]
}

function askNameServers(): AskDns {
  const servers = new Resolver({ timeout: 2000, tries: 2 })
  return (name, type) => servers.resolve(name, type) as ReturnType<AskDns>
}

/** A machine without a way to name servers says nothing about the domain. */
async function looked(check: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!/^E[A-Z]+$/.test(code ?? '')) throw error // Not of the DNS.
    return open(check, `could not be looked up (${reasonOf(error)})`)
  }
}

/** Empty: there is no such name, or nothing of that type. Throws when that cannot be known. */
async function records(ask: AskDns, name: string, type: string): Promise<unknown[]> {
  try {
    return await ask(name, type)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENODATA' || code === 'ENOTFOUND') return []
    throw error
  }
}

/** Each in one piece: a record of more than 255 bytes is published in several. */
async function texts(ask: AskDns, name: string): Promise<string[]> {
  const found = z.array(z.array(z.string())).parse(await records(ask, name, 'TXT'))
  return found.map((pieces) => pieces.join('').trim())
}

async function examineMx(ask: AskDns, domain: string): Promise<Finding> {
  const check = `MX ${domain}`
  const found = z.array(z.object({ exchange: z.string() })).parse(await records(ask, domain, 'MX'))
  const hosts = found.map(({ exchange }) => exchange)
  if (hosts.length > 0 && hosts.every((host) => host === '' || host === '.'))
    return bad(
      check,
      'says that this domain takes no mail (RFC 7505)',
      'Let it name the server that mail is to come to.',
    )
  if (hosts.length > 0) return good(check, hosts.join(', '))
  const addresses = [...(await records(ask, domain, 'A')), ...(await records(ask, domain, 'AAAA'))]
  if (addresses.length > 0)
    return good(check, `none, so mail goes to ${domain} itself (RFC 5321 §5.1)`)
  return bad(
    check,
    'there is none: nobody can write to this domain',
    'Publish an MX record that names the server which passes mail on to the desk.',
  )
}

/** The policy of the domain, else of the nearest above it that has one (RFC 7489 §6.6.3). */
async function dmarcOf(ask: AskDns, domain: string): Promise<string[]> {
  const labels = domain.split('.')
  for (let above = 0; above < labels.length - 1; above += 1) {
    const found = await texts(ask, `_dmarc.${labels.slice(above).join('.')}`)
    if (found.some((text) => /^v\s*=\s*DMARC1/i.test(text))) return found
  }
  return []
}

async function examineDkim(app: App, ask: AskDns, domain: string): Promise<Finding> {
  const signer = await read(app, null, (db) => signerFor(db, `any@${domain}`))
  if (!signer)
    return open(
      `DKIM ${domain}`,
      'mail is not signed here; perhaps your relay does',
      `Else run \`deskwire dkim create --domain ${domain}\`, and publish what it prints.`,
    )
  try {
    openDkimKey(app.keys, signer)
  } catch (error) {
    return bad(`DKIM ${domain}`, 'its key cannot be opened, so mail waits', reasonOf(error))
  }
  const [newest] = await read(app, null, (db) => dkimRecords(db, signer.domain))
  if (!newest) throw new Error(`The key of ${signer.domain} has just been removed`)
  return judgeDkim(newest, await texts(ask, newest.name))
}
