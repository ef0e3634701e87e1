import {
  and,
  avg,
  count,
  desc,
  eq,
  getTableColumns,
  gte,
  isNotNull,
  lt,
  type SQL,
} from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { endedWith, type Page, pageSize } from '#core/page.ts'
import type { TeamId, TicketId } from '#db/schema/columns.ts'
import { surveys } from '#db/schema/notifications.ts'

interface SurveyQuery extends Page {
  teamId?: TeamId | undefined
  answered?: boolean | undefined
}

/** Those of tickets that the reader sees, latest ticket first. */
export async function findSurveys(db: Reader, query: SurveyQuery) {
  const limit = pageSize(query)
  const last = endedWith(query)
  const { teamId, answered } = query
  const rows = await db
    .select(getTableColumns(surveys))
    .from(surveys)
    .where(
      and(
        teamId && eq(surveys.teamId, teamId),
        answered ? isNotNull(surveys.answeredAt) : undefined,
        last ? lt(surveys.ticketId, last as TicketId) : undefined,
      ),
    )
    .orderBy(desc(surveys.ticketId))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? String(items.at(-1)?.ticketId) : null }
}

/** What the requester of a ticket says. Undefined: they were not asked. */
export async function surveyOf(db: Reader, id: TicketId) {
  const [survey] = await db.select().from(surveys).where(eq(surveys.ticketId, id))
  return survey
}

/**
 * The mean of what requesters answered about a team's work, from 1 bad to 5 good.
 * @param asked when they were asked: from, and before
 * @returns `average` null: nobody has answered
 */
export async function averageRating(
  db: Reader,
  teamId: TeamId,
  asked: { from: Date; before: Date },
): Promise<{ average: number | null; answers: number }> {
  const which: SQL[] = [
    eq(surveys.teamId, teamId),
    gte(surveys.askedAt, asked.from),
    lt(surveys.askedAt, asked.before),
  ]
  const [found] = await db
    .select({ average: avg(surveys.rating).mapWith(Number), answers: count(surveys.rating) })
    .from(surveys)
    .where(and(...which))
  return { average: found?.average ?? null, answers: found?.answers ?? 0 }
}
