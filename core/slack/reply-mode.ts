import { and, eq } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import type { slackThreads } from '#db/schema/slack.ts'
import { teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'

/** Whether the team that has a ticket now wants what its agents write in a thread to go to the requester. */
export async function teamRepliesByDefault(db: Reader, id: TicketId): Promise<boolean> {
  const [team] = await db
    .select({ id: teams.id })
    .from(tickets)
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .where(and(eq(tickets.id, id), eq(teams.repliesByDefault, true)))
  return team !== undefined
}

/**
 * Whether what agents write in a thread goes to the requester unless they say otherwise. A thread that did not say so
 * when it began never does, so that nobody sends by accident; and none does once the team has changed its mind.
 */
export async function repliesByDefault(
  db: Reader,
  thread: Pick<typeof slackThreads.$inferSelect, 'ticketId' | 'repliesByDefault'>,
): Promise<boolean> {
  return thread.repliesByDefault && (await teamRepliesByDefault(db, thread.ticketId))
}
