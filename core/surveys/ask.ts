import { and, eq, exists, isNull, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import type { DeskAddress } from '#core/desk-link.ts'
import { writeByItself } from '#core/mails/write-by-itself.ts'
import { firstTime } from '#core/once.ts'
import { requesterThread } from '#core/slack/threads.ts'
import { surveyHours } from '#core/tickets/due.ts'
import { requesterLink } from '#core/tickets/requester-link.ts'
import { holdTicket, type Ticket } from '#core/tickets/ticket.ts'
import { record } from '#core/timeline.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { mails } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { surveys } from '#db/schema/notifications.ts'
import { teams } from '#db/schema/teams.ts'

const hourMs = 3_600_000

/**
 * Asks the requester of a resolved ticket how it went, where they asked: in their thread in Slack, else by mail. Once
 * for each conversation, and not of what was merged, is spam, or is history that was imported.
 */
export async function askHowItWent(work: Work, id: TicketId, address: DeskAddress): Promise<void> {
  const ticket = await holdTicket(work, id)
  if (!isInTime(ticket, work.now) || (await isAsked(work.tx, id))) return
  if (!isConversation(ticket) || !(await wantsToKnow(work.tx, ticket))) return passOver(work, id)
  const link = requesterLink({ ...work, address }, 'rate', id)
  const links = { good: `${link}?rating=5`, bad: `${link}?rating=1` }
  const inSlack = await requesterThread(work.tx, id)
  const written = inSlack ? { slack: true } : await writeByItself(work, ticket, 'survey', links)
  if (!written) return // Asked by a later run, while it is not too late.
  await work.tx.insert(surveys).values({
    ticketId: id,
    teamId: ticket.teamId,
    agentId: ticket.assigneeId,
    askedAt: work.now,
  })
  await passOver(work, id)
  await record(work, id, 'survey_asked', written)
}

/** Remembers that there is nothing to ask any more, so that nobody looks again: see core/tickets/due.ts. */
export async function passOver(work: Work, id: TicketId): Promise<void> {
  await firstTime(work, `survey:${id}`)
}

function isInTime({ status, resolvedAt }: Ticket, now: Date): boolean {
  const hours = resolvedAt ? (now.getTime() - resolvedAt.getTime()) / hourMs : 0
  return status === 'resolved' && hours >= surveyHours.soonest && hours <= surveyHours.latest
}

function isConversation({ mergedIntoId, tags }: Ticket): boolean {
  return mergedIntoId === null && !tags.includes('spam')
}

/** Whether its team asks, and a person has written to it who was not imported. */
async function wantsToKnow(db: Reader, { id, teamId }: Ticket): Promise<boolean> {
  const written = db
    .select({ one: sql`1` })
    .from(messages)
    .leftJoin(mails, eq(mails.id, messages.mailId))
    .where(
      and(
        eq(messages.ticketId, id),
        eq(messages.direction, 'inbound'),
        eq(messages.automatic, false),
        sql`${mails.door} is distinct from 'import'`,
      ),
    )
  const [team] = await db
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(teams.id, teamId), teams.surveys, exists(written)))
  return team !== undefined
}

async function isAsked(db: Reader, id: TicketId): Promise<boolean> {
  const [before] = await db
    .select({ id: surveys.ticketId })
    .from(surveys)
    .where(eq(surveys.ticketId, id))
  return before !== undefined
}

/** How the last mail of a ticket's requester began, for whoever can tell whether a person wrote it. Undefined: no mail. */
export async function readLastMail(db: Reader, id: TicketId) {
  const [last] = await db
    .select({
      header: sql<Buffer>`substring(${mails.raw} from 1 for 65536)`,
      envelopeFrom: mails.envelopeFrom,
      sender: sql<string>`coalesce(${messages.authorAddress}, '')`,
    })
    .from(messages)
    .innerJoin(mails, and(eq(mails.id, messages.mailId), isNull(mails.expungedAt)))
    .where(
      and(
        eq(messages.ticketId, id),
        eq(messages.direction, 'inbound'),
        eq(messages.automatic, false),
      ),
    )
    .orderBy(sql`${messages.id} desc`)
    .limit(1)
  return last
}
