import { randomBytes } from 'node:crypto'
import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import { refuse } from '#core/refusal.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agents, invitations } from '#db/schema/people.ts'
import { teams } from '#db/schema/teams.ts'
import { addAgent } from './agents.ts'
import { hashToken } from './tokens.ts'

const validMinutes = 24 * 60

/** The one-time token of the set-up link, or null once the desk has an admin. Earlier links stop working. */
export async function inviteFirstAdmin(work: Work): Promise<string | null> {
  await inTurn(work, ['first-admin'])
  if (await hasAdmin(work.tx)) return null
  const token = randomBytes(24).toString('base64url')
  await work.tx.delete(invitations).where(eq(invitations.purpose, 'setup'))
  await work.tx.insert(invitations).values({
    hash: hashToken(token),
    purpose: 'setup',
    createdAt: work.now,
    expiresAt: new Date(work.now.getTime() + validMinutes * 60_000),
  })
  return token
}

/** Whether the link would still let somebody in. */
export async function setUpIsOpen(db: Reader, token: string, now: Date): Promise<boolean> {
  const [open] = await db
    .select({ hash: invitations.hash })
    .from(invitations)
    .where(
      and(
        eq(invitations.hash, hashToken(token)),
        isNull(invitations.usedAt),
        gt(invitations.expiresAt, now),
      ),
    )
  return open !== undefined && !(await hasAdmin(db))
}

/** Uses the link up and makes the desk's first admin, a member of every team there is. */
export async function setUpFirstAdmin(
  work: Work,
  token: string,
  admin: { email: string; name: string; password: string },
): Promise<PersonId> {
  await inTurn(work, ['first-admin'])
  if (!(await setUpIsOpen(work.tx, token, work.now))) refuse('link-not-valid')
  await work.tx
    .update(invitations)
    .set({ usedAt: work.now })
    .where(eq(invitations.hash, hashToken(token)))
  const all = await work.tx.select({ id: teams.id }).from(teams)
  return addAgent(work, { ...admin, role: 'admin', teamIds: all.map((team) => team.id) })
}

export async function hasAdmin(db: Reader): Promise<boolean> {
  const [admin] = await db
    .select({ id: agents.personId })
    .from(agents)
    .where(and(eq(agents.role, 'admin'), isNull(agents.deactivatedAt)))
    .limit(1)
  return admin !== undefined
}
