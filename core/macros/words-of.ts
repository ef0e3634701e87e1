import { eq } from 'drizzle-orm'
import type { Actor } from '#core/actor.ts'
import type { Reader } from '#core/app.ts'
import { fill, type Variables } from '#core/mails/fill.ts'
import { refuse } from '#core/refusal.ts'
import { mailboxFor } from '#core/teams/mailbox-for.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { people } from '#db/schema/people.ts'
import { mailboxes, teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'

/** The words of a macro as they would be written on a ticket by somebody; the desk itself signs as the team. */
export async function filledFor(
  db: Reader,
  actor: Actor,
  id: TicketId,
  text: string,
): Promise<string> {
  return text.includes('{{') ? fill(text, await variablesOf(db, actor, id)) : text
}

async function variablesOf(db: Reader, actor: Actor, id: TicketId): Promise<Variables> {
  const [about] = await db
    .select({
      teamId: tickets.teamId,
      mailboxId: tickets.mailboxId,
      team: teams.name,
      requester: people.name,
      hasMailbox: mailboxes.id,
    })
    .from(tickets)
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .innerJoin(people, eq(people.id, tickets.requesterId))
    .leftJoin(mailboxes, eq(mailboxes.teamId, teams.id))
    .where(eq(tickets.id, id))
    .limit(1)
  if (!about) return refuse('not-found', { what: 'ticket' })
  const isMailed = about.mailboxId !== null || about.hasMailbox !== null
  return {
    'agent.name': actor?.name ?? about.team,
    'team.name': about.team,
    'mailbox.address': isMailed ? (await mailboxFor(db, about)).address : '',
    'ticket.number': String(id),
    'requester.name': about.requester,
  }
}
