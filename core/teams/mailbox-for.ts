import { asc, eq } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { MailboxId } from '#db/schema/columns.ts'
import { mailboxes, teams } from '#db/schema/teams.ts'
import type { tickets } from '#db/schema/tickets.ts'

/** The mailbox a ticket is answered from: the one its requester wrote to, else the team's first. */
export async function mailboxFor(
  db: Reader,
  ticket: Pick<typeof tickets.$inferSelect, 'mailboxId' | 'teamId'>,
): Promise<{ id: MailboxId; address: string }> {
  const [mailbox] = await db
    .select({ id: mailboxes.id, address: mailboxes.address })
    .from(mailboxes)
    .where(
      ticket.mailboxId ? eq(mailboxes.id, ticket.mailboxId) : eq(mailboxes.teamId, ticket.teamId),
    )
    .orderBy(asc(mailboxes.id))
    .limit(1)
  if (mailbox) return mailbox
  const [team] = await db
    .select({ name: teams.name })
    .from(teams)
    .where(eq(teams.id, ticket.teamId))
  refuse('no-mailbox', { team: team?.name ?? '' })
}
