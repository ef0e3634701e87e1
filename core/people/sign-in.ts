import { randomUUID } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { authAccounts, authUsers } from '#db/schema/sign-in.ts'

/** OWASP's first choice: argon2id (the library's default kind), 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

export function verifyPassword(hashed: string, password: string): Promise<boolean> {
  return verify(hashed, password)
}

/** Twelve characters at least (NIST SP 800-63B asks for eight), at most 128 so that hashing stays cheap. */
function requireGoodPassword(password: string): void {
  if (password.length < 12)
    refuse('wrong-input', { why: 'The password needs at least 12 characters.' })
  if (password.length > 128)
    refuse('wrong-input', { why: 'The password may have at most 128 characters.' })
}

/** A user of better-auth with a password, in the unit's own transaction. @returns the user's id */
export async function addSignIn(
  work: Work,
  email: string,
  name: string,
  password: string,
): Promise<string> {
  requireGoodPassword(password)
  const id = randomUUID()
  const times = { createdAt: work.now, updatedAt: work.now }
  const added = await work.tx
    .insert(authUsers)
    .values({ id, name, email: email.toLowerCase(), emailVerified: true, ...times })
    .onConflictDoNothing()
    .returning()
  if (added.length === 0) refuse('already-exists', { what: `The sign-in ${email}` })
  await work.tx.insert(authAccounts).values({
    id: randomUUID(),
    accountId: id,
    providerId: 'credential',
    userId: id,
    password: await hashPassword(password),
    ...times,
  })
  return id
}
