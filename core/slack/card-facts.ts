import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { readTicket } from '#core/tickets/find.ts'
import { watchersOf } from '#core/tickets/watch.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { messages } from '#db/schema/messages.ts'
import { tickets } from '#db/schema/tickets.ts'
import { slackIdOf } from './people.ts'

/** All that a card says, as of now. */
export async function readCard(db: Reader, workspaceId: string, id: TicketId) {
  const ticket = await readTicket(db, id, { deleted: true })
  const [mark] = await db
    .select({ deletedAt: tickets.deletedAt })
    .from(tickets)
    .where(eq(tickets.id, id))
  const [last] = await db
    .select({ text: messages.visibleText })
    .from(messages)
    .where(
      and(
        eq(messages.ticketId, id),
        eq(messages.direction, 'inbound'),
        eq(messages.visibility, 'public'),
        eq(messages.automatic, false),
        isNull(messages.deletedAt),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(1)
  const assigneeSlackId = ticket.assignee && (await slackIdOf(db, workspaceId, ticket.assignee.id))
  return {
    ...ticket,
    isDeleted: mark?.deletedAt != null,
    preview: last?.text ?? '',
    assigneeSlackId,
    watchers: (await watchersOf(db, id)).map(({ name }) => name),
  }
}
