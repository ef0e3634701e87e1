import { arc } from 'mailauth/lib/arc/index.js'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import type { AuthenticationResult } from '#db/schema/mails.ts'
import { domainOf, type Finding } from './authentication-results.ts'

/** The key records that a mail's signatures name, by their names in lower case, or the code of why there is none. */
export type Keys = Map<string, string[][] | string[] | { code: string }>

export interface Question {
  raw: Uint8Array<ArrayBuffer>
  keys: Keys
  at: Date // When it was received: what has expired since was good then.
}

export interface Signatures {
  author: string | null // The one address that its From has, as the signatures have it; null: not exactly one.
  dkim: Finding[]
  arc: AuthenticationResult
  seal: { place: number; domain: string | null } | null // The last of the chain; null: it has none.
}

/**
 * Checks the DKIM (RFC 6376) and ARC (RFC 8617) signatures of a mail. Pure: it asks nothing of the world but the
 * keys it is given. It hashes the body once for every way that a signature wants it, so it belongs into a worker.
 */
export async function verifySignatures({ raw, keys, at }: Question): Promise<Signatures> {
  const resolver = async (name: string) => {
    const found = keys.get(name.toLowerCase()) ?? { code: 'ENOTFOUND' }
    if ('code' in found) throw Object.assign(new Error(`No key at ${name}`), found)
    return found
  }
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const options = { resolver, curTime: at, rejectRsaSha1: true }
  const found = await dkimVerify(bytes, options)
  const chain = found.arc?.chain || []
  const last = chain.at(-1)
  const sealed = await arc({ ...found.arc, chain }, { resolver })
  const [author = null, ...others] = found.headerFrom
  return {
    author: found.fromFields === 1 && others.length === 0 ? author : null,
    dkim: found.results
      .filter(({ signingDomain }) => signingDomain)
      .map((one) => ({ result: resultOf(one), domain: domainOf(one.signingDomain ?? '') })),
    arc: sealed.status.result as AuthenticationResult,
    seal: last
      ? { place: last.i, domain: domainOf(String(last['arc-seal']?.parsed?.d?.value ?? '')) }
      : null,
  }
}

type Verified = Awaited<ReturnType<typeof dkimVerify>>['results'][number]

/** A signature that leaves the end of the body open (`l=`) proves nothing: anybody may have written what stands there. */
function resultOf({ status, bodyHash, bodyHashExpecting }: Verified): AuthenticationResult {
  if (status.result === 'pass' && status.underSized) return 'policy'
  if (bodyHash !== bodyHashExpecting) return 'fail'
  return status.result as AuthenticationResult
}
