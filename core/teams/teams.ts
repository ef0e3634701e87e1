import { eq } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { shortName } from '#core/people/find-or-add.ts'
import { refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import type { MailboxId, TeamId } from '#db/schema/columns.ts'
import { mailboxes, teams } from '#db/schema/teams.ts'

export async function addTeam(
  work: Work,
  given: string,
  slackChannel: string | null = null,
): Promise<TeamId> {
  const name = teamName(given)
  const [team] = await work.tx
    .insert(teams)
    .values({ name, slackChannel, createdAt: work.now })
    .onConflictDoNothing()
    .returning({ id: teams.id })
  if (!team) refuse('already-exists', { what: `The team ${name}` })
  await recordDesk(work, 'team', team.id, 'team_added', { name, slackChannel })
  return team.id
}

/** A team's name as it is kept, which nobody can write so that it reads as another's. Refuses none, and a long one. */
export function teamName(given: string): string {
  const name = shortName(given)
  if (name.length >= 1 && name.length <= 80) return name
  refuse('wrong-input', { why: 'A team has a name of 1 to 80 letters.' })
}

export async function teamByName(db: Reader, name: string): Promise<TeamId> {
  const [team] = await db.select({ id: teams.id }).from(teams).where(eq(teams.name, name))
  return team?.id ?? refuse('not-found', { what: `team as ${name}` })
}

/** Those the reader may hand a ticket to: every team, by name. */
export function allTeams(db: Reader) {
  return db.select({ id: teams.id, name: teams.name }).from(teams).orderBy(teams.name)
}

export function allMailboxes(db: Reader) {
  return db
    .select({
      id: mailboxes.id,
      address: mailboxes.address,
      name: mailboxes.name,
      team: { id: teams.id, name: teams.name },
    })
    .from(mailboxes)
    .innerJoin(teams, eq(teams.id, mailboxes.teamId))
    .orderBy(mailboxes.address)
}

export async function addMailbox(
  work: Work,
  mailbox: { address: string; name: string; teamId: TeamId },
): Promise<MailboxId> {
  const [added] = await work.tx
    .insert(mailboxes)
    .values({ ...mailbox, address: mailbox.address.toLowerCase(), createdAt: work.now })
    .onConflictDoNothing()
    .returning({ id: mailboxes.id })
  if (!added) refuse('already-exists', { what: `The mailbox ${mailbox.address}` })
  await recordDesk(work, 'mailbox', added.id, 'mailbox_added', mailbox)
  return added.id
}

/** A new desk starts with one team and one address, so that the first mail has somewhere to go. */
export async function welcome(work: Work): Promise<void> {
  const [any] = await work.tx.select({ id: teams.id }).from(teams).limit(1)
  if (any) return
  const teamId = await addTeam(work, 'Support')
  await addMailbox(work, { address: 'help@localhost', name: 'Support', teamId })
}
