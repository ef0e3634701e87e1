import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { MessageId, PersonId, TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import { outbound } from '#db/schema/mails.ts'
import { attachments, messages } from '#db/schema/messages.ts'
import { people } from '#db/schema/people.ts'
import { slackLinks } from '#db/schema/slack.ts'
import { teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'

/** What happened at one place of a ticket's chain, and who did it. */
export async function readEvent(db: Reader, id: TicketId, place: number) {
  const [event] = await db
    .select({
      kind: events.kind,
      details: events.details,
      via: events.via,
      actor: people.name,
      actorId: events.actorId,
      at: events.at,
      sensitive: tickets.sensitive,
      deleted: sql<boolean>`${tickets.deletedAt} is not null`,
    })
    .from(events)
    .innerJoin(tickets, eq(tickets.id, events.ticketId))
    .leftJoin(people, eq(people.id, events.actorId))
    .where(and(eq(events.chain, `ticket:${id}`), eq(events.place, place)))
  return event
}

/** A message as a thread shows it, and how its mail fares. */
export async function readSaid(db: Reader, id: MessageId) {
  const [said] = await db
    .select({
      direction: messages.direction,
      visibility: messages.visibility,
      automatic: messages.automatic,
      author: people.name,
      address: messages.authorAddress,
      text: messages.text,
      visibleText: messages.visibleText,
      html: messages.html,
      withdrawnAt: messages.withdrawnAt,
      editedAt: messages.editedAt,
      deletedAt: messages.deletedAt,
      delivery: {
        state: outbound.state,
        to: outbound.to,
        cc: outbound.cc,
        reason: outbound.reason,
      },
    })
    .from(messages)
    .leftJoin(people, eq(people.id, messages.authorId))
    .leftJoin(outbound, and(eq(outbound.messageId, messages.id), isNull(outbound.replacedById)))
    .where(eq(messages.id, id))
  if (!said) return undefined
  const files = await db
    .select({ name: attachments.filename })
    .from(attachments)
    .where(and(eq(attachments.messageId, id), eq(attachments.inline, false)))
    .orderBy(attachments.id)
  return { ...said, files: files.map(({ name }) => name) }
}

export type Said = NonNullable<Awaited<ReturnType<typeof readSaid>>>

/** Where a message was written in Slack, and what stands on it now. */
export async function readLink(db: Reader, id: MessageId) {
  const [link] = await db.select().from(slackLinks).where(eq(slackLinks.messageId, id))
  return link
}

export async function nameOf(db: Reader, id: PersonId): Promise<string> {
  const [person] = await db.select({ name: people.name }).from(people).where(eq(people.id, id))
  return person?.name || 'somebody'
}

/** The team that has a ticket now. */
export async function teamOfTicket(db: Reader, id: TicketId) {
  const [team] = await db
    .select({ id: teams.id, name: teams.name })
    .from(tickets)
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .where(eq(tickets.id, id))
  return team
}
