import { and, eq, inArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Reader } from '#core/app.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { people } from '#db/schema/people.ts'
import { teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'
import { weightOf } from './capacity.ts'
import type { Need } from './matching.ts'
import type { Levels } from './skills.ts'

/** How a ticket came to be without an owner, by its last event that changed the owner. */
interface Past {
  person: PersonId | null // Who had it before.
  byDesk: boolean // The desk took it back, for they are not there.
  inTeam: boolean // It was not handed over by another team.
}

export interface Waiting extends Need {
  said: string | null // Why it stays in its queue, as its team said last; null: nothing yet.
}

/** See `Waiting`. */
export const lastSaid = sql<string | null>`(
  select case when details ->> 'chosen' is null and details ->> 'teamId' = ${tickets.teamId}::text
    then words end
  from decisions where ticket_id = ${tickets.id} and kind = 'assignment' order by id desc limit 1)`

/** What tickets ask of whoever gets them; in one statement for many. */
export async function readNeeds(
  db: Reader,
  ids: readonly TicketId[],
): Promise<Map<TicketId, Waiting>> {
  const followed = alias(tickets, 'followed')
  const rows = await db
    .select({
      id: tickets.id,
      weight: weightOf(tickets.priority),
      skills: tickets.skills,
      teamSkills: teams.skills,
      language: people.language,
      said: lastSaid,
      followUps: teams.followUpToLast,
      followed: followed.assigneeId,
      past: sql<Past | null>`(
        select jsonb_build_object('person', e.details -> 'changes' -> 'assigneeId' -> 0,
          'byDesk', jsonb_exists(e.details, 'returned'), 'inTeam', e.kind <> 'transferred')
        from events e
        where e.ticket_id = ${tickets.id} and jsonb_exists(e.details -> 'changes', 'assigneeId')
        order by e.id desc limit 1
      )`,
    })
    .from(tickets)
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .innerJoin(people, eq(people.id, tickets.requesterId))
    .leftJoin(
      followed,
      and(eq(followed.id, tickets.followsId), eq(followed.teamId, tickets.teamId)),
    )
    .where(inArray(tickets.id, [...ids]))
  return new Map(
    rows.map(({ id, weight, language, said, skills, teamSkills, followUps, followed, past }) => {
      const before = past?.inTeam ? past : null
      const last = before?.byDesk ? before.person : followed
      return [
        id,
        {
          weight,
          language,
          said,
          skills: together(skills, teamSkills),
          last: followUps ? last : null,
          returned: before && !before.byDesk ? before.person : null,
        },
      ]
    }),
  )
}

/** Of two who ask for the same skill the one that asks for more is heard. */
function together(one: Levels, other: Levels): Levels {
  const levels = { ...one }
  for (const [skill, level] of Object.entries(other))
    levels[skill] = Math.max(level, levels[skill] ?? 0)
  return levels
}
