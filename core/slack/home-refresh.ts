import { and, eq, gt, or, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { slackHomes, slackPeople } from '#db/schema/slack.ts'
import { tickets } from '#db/schema/tickets.ts'
import type { SlackUser } from './home.ts'

const watchedMs = 86_400_000 // Slack does not say when somebody looks away.
const gatherMs = 5000 // What changes within it is drawn once.

/** Asks for those that show a ticket, or should, as it is their owner's. However much changes, once in a while. */
export async function refreshHomes(work: Work, id: TicketId): Promise<void> {
  const homes = await work.tx
    .select({ workspaceId: slackHomes.workspaceId, userId: slackHomes.userId })
    .from(slackHomes)
    .innerJoin(
      slackPeople,
      and(
        eq(slackPeople.workspaceId, slackHomes.workspaceId),
        eq(slackPeople.userId, slackHomes.userId),
      ),
    )
    .innerJoin(tickets, eq(tickets.id, id))
    .where(
      and(
        gt(slackHomes.openedAt, new Date(work.now.getTime() - watchedMs)),
        or(
          eq(slackPeople.personId, tickets.assigneeId),
          sql`${tickets.id} = any(${slackHomes.shows})`,
        ),
      ),
    )
  for (const home of homes) refreshHome(work, home, gatherMs)
}

export function refreshHome(work: Work, { workspaceId, userId }: SlackUser, inMs: number): void {
  work.enqueue(
    'slack.home',
    { workspace: workspaceId, user: userId },
    {
      singletonKey: `${workspaceId}/${userId}`,
      ...(inMs > 0 && { startAfter: new Date(work.now.getTime() + inMs) }),
    },
  )
}
