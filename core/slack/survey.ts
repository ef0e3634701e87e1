import { and, desc, eq } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { fill, oneLine } from '#core/mails/fill.ts'
import { wordsFor } from '#core/mails/templates.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import { people } from '#db/schema/people.ts'
import { slackPosts } from '#db/schema/slack.ts'
import { teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'
import { askToSend } from './channels.ts'
import { requesterThread } from './threads.ts'

/** Asks in the thread of a requester how it went, once; whoever asked by mail is asked by mail. */
export async function askInSlack(work: Work, ticketId: TicketId): Promise<void> {
  const thread = await requesterThread(work.tx, ticketId)
  const [asked] = await work.tx
    .select({ place: events.place })
    .from(events)
    .where(and(eq(events.chain, `ticket:${ticketId}`), eq(events.kind, 'survey_asked')))
    .orderBy(desc(events.place))
    .limit(1)
  if (!thread || !asked) return
  await work.tx
    .insert(slackPosts)
    .values({
      key: `survey:${ticketId}`,
      kind: 'event',
      ticketId,
      threadId: thread.id,
      place: asked.place,
      state: 'waiting',
      wantedAt: work.now,
    })
    .onConflictDoNothing()
  askToSend(work, thread)
}

/**
 * The question in the language of whoever asked: the subject of the mail that would ask it. `locale`: of the words of
 * ours that go with it (BCP 47).
 */
export async function surveyIn(
  db: Reader,
  id: TicketId,
): Promise<{ question: string; locale: string }> {
  const [asked] = await db
    .select({ teamId: tickets.teamId, team: teams.name, language: people.language })
    .from(tickets)
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .innerJoin(people, eq(people.id, tickets.requesterId))
    .where(eq(tickets.id, id))
  if (!asked) throw new Error(`There is no ticket ${id} to ask about`)
  const { templates, locale } = await wordsFor(db, asked.teamId, asked.language)
  const values = { 'team.name': asked.team, 'ticket.number': String(id) }
  return { question: oneLine(fill(templates.survey.subject ?? '', values)), locale }
}
