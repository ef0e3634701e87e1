import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { type Signer, signerFor } from '#core/mails/dkim-keys.ts'
import { ownAddresses } from '#core/mails/recipients.ts'
import { suppressedAmong } from '#core/mails/suppressions.ts'
import type { SlackUser } from '#core/slack/home.ts'
import { mailboxFor } from '#core/teams/mailbox-for.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { addresses, people } from '#db/schema/people.ts'
import { slackPeople, slackWorkspaces } from '#db/schema/slack.ts'
import { tickets } from '#db/schema/tickets.ts'

/** Where somebody is in Slack: in the workspace that was connected first. Undefined: in none. */
export async function slackUserOf(db: Reader, personId: PersonId): Promise<SlackUser | undefined> {
  const [found] = await db
    .select({ workspaceId: slackPeople.workspaceId, userId: slackPeople.userId })
    .from(slackPeople)
    .innerJoin(slackWorkspaces, eq(slackWorkspaces.id, slackPeople.workspaceId))
    .where(
      and(
        eq(slackPeople.personId, personId),
        eq(slackPeople.isDeleted, false),
        isNull(slackWorkspaces.disconnectedAt),
      ),
    )
    .orderBy(asc(slackWorkspaces.connectedAt))
    .limit(1)
  return found
}

/** Where mail to an agent goes, and which mailbox of ours it comes from: that of the first ticket it is about. */
export async function mailPlaces(
  db: Reader,
  personId: PersonId,
  about: TicketId,
): Promise<{ to: string; name: string; from: string; signer: Signer | null } | { why: string }> {
  const known = await db
    .select({ address: addresses.address, name: people.name })
    .from(addresses)
    .innerJoin(people, eq(people.id, addresses.personId))
    .where(eq(addresses.personId, personId))
    .orderBy(asc(addresses.createdAt), asc(addresses.address))
  const named = known.map(({ address }) => address)
  const ours = new Set([...(await ownAddresses(db, named))].map((one) => one.toLowerCase()))
  const suppressed = await suppressedAmong(db, named)
  const there = known.find(
    ({ address }) => !ours.has(address.toLowerCase()) && !suppressed.has(address.toLowerCase()),
  )
  if (!there) return { why: 'They have no address at which mail arrives.' }
  const [ticket] = await db.select().from(tickets).where(eq(tickets.id, about))
  if (!ticket) return { why: 'Its ticket is gone.' }
  const { address: from } = await mailboxFor(db, ticket)
  return { to: there.address, name: there.name, from, signer: await signerFor(db, from) }
}
