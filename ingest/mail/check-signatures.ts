import { domainToASCII } from 'node:url'
import type { AskDns } from '#core/app.ts'
import { startPool } from '#core/worker-pool.ts'
import type { MailHeader } from './parsed.ts'
import type { Keys, Question, Signatures } from './verify-signatures.ts'

/** Honest mail has one to four, and three for each ARC set. RFC 6376 §6.1 lets us look at no more. */
const maxSignatures = 30

const none: Signatures = { author: null, dkim: [], arc: 'none', seal: null }

/** One worker: an ordinary mail takes it a millisecond or two. A second would cost 40 MB. */
const pool = startPool<Question, Signatures | null>(
  new URL('./signature-worker.ts', import.meta.url),
  { workers: 1, deadlineMillis: 5000, memoryMb: 256, env: {}, giveUp: () => null },
)

/**
 * What the signatures of a mail prove. The keys are asked for here, so that a worker never waits for a name server; a
 * mail without signatures asks for nothing.
 */
export async function checkSignatures(
  dns: AskDns,
  fields: readonly MailHeader[],
  raw: Buffer,
  at: Date,
): Promise<Signatures> {
  const named = fields.filter(({ name }) =>
    /^(dkim-signature|arc-(message-signature|seal))$/.test(name),
  )
  if (named.length === 0) return none
  if (named.length > maxSignatures) return inDoubt('policy')
  const keys = await findKeys(dns, [...new Set(named.map(keyName))])
  const question = { raw: new Uint8Array(raw), keys, at }
  return (await pool.ask(question, [question.raw.buffer])) ?? inDoubt('temperror')
}

function inDoubt(result: 'policy' | 'temperror'): Signatures {
  return { ...none, dkim: [{ result, domain: null }] }
}

/** Where the key of a signature is published (RFC 6376 §3.6.2.1). */
function keyName({ value }: MailHeader): string {
  const tags = new Map(
    value.split(';').map((tag) => {
      const [name = '', ...rest] = tag.split('=')
      return [name.trim().toLowerCase(), rest.join('=').trim()]
    }),
  )
  return `${tags.get('s')}._domainkey.${domainToASCII(tags.get('d') ?? '')}`.toLowerCase()
}

async function findKeys(ask: AskDns, names: readonly string[]): Promise<Keys> {
  const found = names.map(async (name) => {
    const answer = await ask(name, 'TXT').catch(({ code }) => ({ code: String(code) }))
    return [name, answer] as const
  })
  return new Map(await Promise.all(found))
}
