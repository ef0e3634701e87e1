import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { statusWords } from '#core/tickets/words.ts'
import type { NotificationId, PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { TicketPriority } from '#db/schema/enums.ts'
import { messages } from '#db/schema/messages.ts'
import { notifications } from '#db/schema/notifications.ts'
import { teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'
import type { NotificationKind } from './tell.ts'

/** A sender that has been silent for so long is dead. */
export const leaseMs = 180_000

/** One thing to be told, with what is true of its ticket now. */
export interface Notice {
  id: NotificationId
  attempt: number // It fences: what a sender that lost its claim has to say is not heard.
  personId: PersonId | null
  slackChannel: string | null
  kind: NotificationKind
  details: Record<string, unknown>
  createdAt: Date
  ticket: {
    id: TicketId
    subject: string // Empty where it is sensitive: what leaves the desk says no more than its number.
    status: string
    priority: TicketPriority
    sensitive: boolean
    teamId: TeamId
    team: string
    answersByMail: boolean
  }
  said: string | null // The message that it is about, in plain text; null: none, or not to leave the desk.
}

/** Takes one that is due, for one sender alone. Undefined: it is not to be told (any more), or not yet. */
export async function claimNotice(work: Work, id: NotificationId): Promise<Notice | undefined> {
  const [notice] = await claim(work, sql`n.id = ${id} and n.by = 'slack'`)
  return notice
}

/** Takes all that is due for somebody by mail: those of an attempt that failed stay together. */
export function claimMailFor(work: Work, personId: PersonId): Promise<Notice[]> {
  return claim(work, sql`n.person_id = ${personId} and n.by in ('email', 'digest')`)
}

async function claim(work: Work, which: ReturnType<typeof sql>): Promise<Notice[]> {
  const now = work.now.toISOString()
  const lease = new Date(work.now.getTime() + leaseMs).toISOString()
  const claimed = await work.tx.execute<{ id: NotificationId }>(sql`
    with due as (
      select n.id, n.attempts from notifications n
      where ${which} and n.state = 'waiting' and n.not_before <= ${now}
      order by n.id limit 100 for update skip locked
    )
    update notifications set attempts = notifications.attempts + 1, not_before = ${lease}
    from due where notifications.id = due.id
      and due.attempts = (select attempts from due order by id limit 1)
    returning notifications.id`)
  return readNotices(
    work.tx,
    [...claimed].map(({ id }) => id),
  )
}

async function readNotices(db: Reader, ids: NotificationId[]): Promise<Notice[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select({ note: notifications, ticket: tickets, team: teams, said: messages.visibleText })
    .from(notifications)
    .innerJoin(tickets, eq(tickets.id, notifications.ticketId))
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .leftJoin(
      messages,
      and(
        sql`${messages.id} = (${notifications.details} ->> 'messageId')::int`,
        sql`${messages.deletedAt} is null and ${messages.withdrawnAt} is null`,
      ),
    )
    .where(inArray(notifications.id, ids))
    .orderBy(notifications.id)
  return rows.map(({ note, ticket, team, said }) => ({
    id: note.id,
    attempt: note.attempts,
    personId: note.personId,
    slackChannel: note.slackChannel,
    kind: note.kind as NotificationKind,
    details: note.details,
    createdAt: note.createdAt,
    ticket: {
      id: ticket.id,
      subject: ticket.sensitive ? '' : ticket.subject,
      status: statusWords[ticket.status],
      priority: ticket.priority,
      sensitive: ticket.sensitive,
      teamId: team.id,
      team: team.name,
      answersByMail: team.answersByMail,
    },
    said: ticket.sensitive ? null : said,
  }))
}
