import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { desc, eq, inArray, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import type { KeyRing } from '#core/key-ring.ts'
import { refuse } from '#core/refusal.ts'
import { seal, unseal } from '#core/sealed.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import { dkimKeys } from '#db/schema/sending.ts'

interface KeyName {
  domain: string
  selector: string
}

/** What mail of a domain is signed with. The key is sealed: see `openDkimKey`. */
export interface Signer extends KeyName {
  privateKey: Buffer
}

/** What is to be published so that others can check the signatures. */
export interface DnsRecord {
  name: string
  type: 'TXT'
  value: string
}

/**
 * Makes a key for a domain: from then on its mail is signed with it. Publish the record first, or mail that is signed
 * meanwhile cannot be checked. RSA of 2048 bits, which every receiver knows (RFC 8301 §3.2; Ed25519 not yet).
 */
export async function addDkimKey(work: Work, name: KeyName): Promise<DnsRecord> {
  requireManager(work, null)
  const { domain, selector } = checked(name)
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const publicKey = createPublicKey(createPrivateKey(pem))
    .export({ type: 'spki', format: 'der' })
    .toString('base64')
  const added = await work.tx
    .insert(dkimKeys)
    .values({
      domain,
      selector,
      privateKey: seal(work.keys, 'dkim', pem),
      publicKey,
      createdAt: work.now,
    })
    .onConflictDoNothing()
    .returning({ domain: dkimKeys.domain })
  if (added.length === 0)
    refuse('already-exists', { what: `A key for ${domain} with the selector ${selector}` })
  await recordDesk(work, 'domain', domain, 'dkim_key_added', { selector })
  return dnsRecord({ domain, selector, publicKey })
}

/** A key that signs no more. Leave its record published for some days: mail on its way still carries its signature. */
export async function removeDkimKey(work: Work, name: KeyName): Promise<void> {
  requireManager(work, null)
  const { domain, selector } = checked(name)
  const gone = await work.tx
    .delete(dkimKeys)
    .where(sql`${dkimKeys.domain} = ${domain} and ${dkimKeys.selector} = ${selector}`)
    .returning({ domain: dkimKeys.domain })
  if (gone.length === 0) refuse('not-found', { what: `key for ${domain}` })
  await recordDesk(work, 'domain', domain, 'dkim_key_removed', { selector })
}

/** The records of a domain, that of the key which signs first. */
export async function dkimRecords(db: Reader, domain: string): Promise<DnsRecord[]> {
  const rows = await db
    .select({
      domain: dkimKeys.domain,
      selector: dkimKeys.selector,
      publicKey: dkimKeys.publicKey,
    })
    .from(dkimKeys)
    .where(eq(dkimKeys.domain, domain.toLowerCase()))
    .orderBy(desc(dkimKeys.createdAt), desc(dkimKeys.selector))
  return rows.map(dnsRecord)
}

/** RFC 6376 §3.6.1. */
function dnsRecord(key: KeyName & { publicKey: string }): DnsRecord {
  const name = `${key.selector}._domainkey.${key.domain}`
  return { name, type: 'TXT', value: `v=DKIM1; k=rsa; p=${key.publicKey}` }
}

/** As one line of a zone file, where a string has 255 bytes at most (RFC 1035 §3.3). */
export function zoneLine({ name, type, value }: DnsRecord): string {
  const strings = (value.match(/.{1,255}/g) ?? []).map((part) => `"${part}"`)
  return `${name}. IN ${type} ${strings.join(' ')}`
}

/**
 * The key that signs mail from an address: its domain's newest, else that of the domain above, which DMARC takes as
 * well (RFC 7489 §3.1.1). Null: such mail is not signed.
 */
export async function signerFor(db: Reader, address: string): Promise<Signer | null> {
  const labels = address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.')
  const above = labels.map((_, place) => labels.slice(place).join('.'))
  const domains = above.filter((domain, place) => place === 0 || domain.includes('.'))
  const [key] = await db
    .select({
      domain: dkimKeys.domain,
      selector: dkimKeys.selector,
      privateKey: dkimKeys.privateKey,
    })
    .from(dkimKeys)
    .where(inArray(dkimKeys.domain, domains))
    .orderBy(
      sql`length(${dkimKeys.domain}) desc`,
      desc(dkimKeys.createdAt),
      desc(dkimKeys.selector),
    )
    .limit(1)
  return key ?? null
}

/** The private key as PEM. Throws when the secret that sealed it is gone: unsigned mail might be taken for forged. */
export function openDkimKey(keys: KeyRing, { domain, selector, privateKey }: Signer): string {
  const pem = unseal(keys, 'dkim', privateKey)
  if (pem) return pem
  throw new Error(
    `The DKIM key ${selector} of ${domain} cannot be opened with DESKWIRE_SECRET. Put back the secret it was made with, or make a new key with \`deskwire dkim create\`.`,
  )
}

function checked({ domain, selector }: KeyName): KeyName {
  const name = { domain: domain.toLowerCase(), selector: selector.toLowerCase() }
  if (!/^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/.test(name.domain) || name.domain.length > 253)
    refuse('wrong-input', { why: `“${domain}” is no domain. Give one like example.com.` })
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name.selector))
    refuse('wrong-input', { why: 'A selector has letters, digits and dashes: like desk2026.' })
  return name
}
