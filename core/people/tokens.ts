import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Agent, Door } from '#core/actor.ts'
import type { Reader, Work } from '#core/app.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { tokens } from '#db/schema/people.ts'
import { agentById } from './agents.ts'

/** What a token may be used for. `*` is all that its agent's role allows. */
export const scopes = [
  '*',
  'tickets:read',
  'tickets:write',
  'mails:read',
  'mails:write',
  'audit:read',
  'metrics:read',
] as const
export type Scope = (typeof scopes)[number]

/** Makes a token for a program that acts as an agent. It is shown once; only its hash is kept. */
export async function addToken(
  work: Work,
  personId: PersonId,
  { name, scopes: allowed }: { name: string; scopes: Scope[] },
): Promise<string> {
  const token = `dw_${randomBytes(32).toString('base64url')}`
  await work.tx
    .insert(tokens)
    .values({ hash: hashToken(token), personId, name, scopes: allowed, createdAt: work.now })
  await recordDesk(work, 'token', hashToken(token).slice(0, 12), 'token_added', {
    personId,
    name,
    scopes: allowed,
  })
  return token
}

/** Whose token this is and what it may do; undefined for one that is unknown, revoked or expired. */
export async function agentByToken(
  db: Reader,
  token: string,
  door: Door,
): Promise<{ agent: Agent; scopes: string[]; lastUsedAt: Date | null } | undefined> {
  const [known] = await db
    .select({ personId: tokens.personId, scopes: tokens.scopes, lastUsedAt: tokens.lastUsedAt })
    .from(tokens)
    .where(
      and(
        eq(tokens.hash, hashToken(token)),
        isNull(tokens.revokedAt),
        or(isNull(tokens.expiresAt), gt(tokens.expiresAt, sql`now()`)),
      ),
    )
  const agent = known && (await agentById(db, known.personId, door))
  return agent && { agent, scopes: known.scopes, lastUsedAt: known.lastUsedAt }
}

const useNotedEveryMs = 60_000

/** Whether a use is worth a write: to the minute is enough to see which tokens are idle. */
export function isNewUse(lastUsedAt: Date | null, now: Date): boolean {
  return lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= useNotedEveryMs
}

export async function noteUse(work: Work, token: string): Promise<void> {
  await work.tx
    .update(tokens)
    .set({ lastUsedAt: work.now })
    .where(eq(tokens.hash, hashToken(token)))
}

/** 256 random bits need no slow hash: there is nothing to guess. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
