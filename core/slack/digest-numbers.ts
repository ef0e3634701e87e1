import { and, asc, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Agent } from '#core/actor.ts'
import type { Reader } from '#core/app.ts'
import { slaNumbers } from '#core/sla/statistics.ts'
import { averageRating } from '#core/surveys/find.ts'
import { conditions, type Day, dayOf, type TicketFilter } from '#core/tickets/filter.ts'
import { estimateTickets } from '#core/tickets/find.ts'
import { openStatuses } from '#core/tickets/lifecycle.ts'
import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import { tickets } from '#db/schema/tickets.ts'

const dayMs = 86_400_000

/**
 * Who counts: an agent of the team with nothing of their own, so that everybody in the channel may know the numbers,
 * and each list that a number opens has no fewer rows than it counts. Sensitive tickets are not in them.
 */
export function anyAgentOf(team: TeamId): Agent {
  return { personId: 0 as PersonId, name: '', role: 'agent', teamIds: [team], via: 'slack' }
}

/** The questions behind the numbers: they count with them, and the console lists with them. */
function digestQuestions(teamId: TeamId, day: Day) {
  const yesterday = dayBefore(day)
  return {
    open: { teamId, status: openStatuses },
    unassigned: { teamId, status: openStatuses, assigneeId: null },
    resolved: { teamId, resolvedOn: yesterday },
    answered: { teamId, answeredOn: yesterday },
  } satisfies Record<string, TicketFilter>
}

/** How a team stands on the morning of a day, and what it did the day before (UTC). */
export async function readDigest(db: Reader, teamId: TeamId, day: Day) {
  const questions = digestQuestions(teamId, day)
  const count = (question: TicketFilter) => estimateTickets(db, question, Number.MAX_SAFE_INTEGER)
  return {
    open: await count(questions.open),
    unassigned: await count(questions.unassigned),
    resolved: await count(questions.resolved),
    answered: await count(questions.answered),
    oldest: await oldestUnanswered(db, questions.open),
    medianMs: await medianFirstResponse(db, questions.answered),
    breaches: await breachesOn(db, teamId, dayBefore(day)),
    ratings: await ratingsUntil(db, teamId, day),
  }
}

export type Digest = Awaited<ReturnType<typeof readDigest>>

/** Of those who were asked within the month before the day. */
function ratingsUntil(db: Reader, teamId: TeamId, day: Day) {
  const before = new Date(`${day}T00:00:00Z`)
  return averageRating(db, teamId, { from: new Date(before.getTime() - 30 * dayMs), before })
}

/** Promises that ended broken that day, of every target. */
async function breachesOn(db: Reader, teamId: TeamId, day: Day): Promise<number> {
  const from = new Date(`${day}T00:00:00Z`)
  const numbers = await slaNumbers(db, teamId, from, new Date(from.getTime() + dayMs))
  return Object.values(numbers).reduce((sum, { breached }) => sum + breached, 0)
}

/** The open ticket whose requester waits longest for a word from us. */
async function oldestUnanswered(
  db: Reader,
  open: TicketFilter,
): Promise<{ id: TicketId; since: Date } | null> {
  const [oldest] = await db
    .select({ id: tickets.id, since: tickets.lastRequesterMessageAt })
    .from(tickets)
    .where(
      and(
        ...conditions(open),
        isNotNull(tickets.lastRequesterMessageAt),
        or(
          isNull(tickets.lastAgentMessageAt),
          lt(tickets.lastAgentMessageAt, tickets.lastRequesterMessageAt),
        ),
      ),
    )
    .orderBy(asc(tickets.lastRequesterMessageAt), asc(tickets.id))
    .limit(1)
  return oldest?.since ? { id: oldest.id, since: oldest.since } : null
}

/** Wall time from opening to the first answer, of those first answered that day. Null: none was. */
async function medianFirstResponse(db: Reader, answered: TicketFilter): Promise<number | null> {
  const [row] = await db
    .select({
      ms: sql<number | null>`(percentile_cont(0.5) within group (
        order by extract(epoch from ${tickets.firstResponseAt} - ${tickets.openedAt})) * 1000)::float8`,
    })
    .from(tickets)
    .where(and(...conditions(answered)))
  return row?.ms ?? null
}

export function dayBefore(day: Day): Day {
  return dayOf(new Date(new Date(`${day}T00:00:00Z`).getTime() - dayMs))
}
