import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { Ticket } from '#core/tickets/ticket.ts'
import type { CalendarId, TeamId, TicketId } from '#db/schema/columns.ts'
import { slaPolicies } from '#db/schema/sla.ts'
import { teams } from '#db/schema/teams.ts'
import type { Promised } from './next-entries.ts'

/** What of a ticket its policy is told by, besides the facts of conditions. */
export type Promisee = Pick<Ticket, 'id' | 'teamId' | 'priority' | 'slaPolicyId'>

/** A policy that may hold for a team's tickets. */
export interface Offer {
  teamId: TeamId
  teamCalendarId: CalendarId | null
  policy: Pick<typeof slaPolicies.$inferSelect, 'id' | 'conditions' | 'targets' | 'calendarId'>
}

/** Asked in the statement that opens a ticket, as what it returns, so that opening costs no statement more. */
export const offersToNew = sql<Offer[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('teamId', t.id, 'teamCalendarId', t.calendar_id,
    'policy', jsonb_build_object('id', p.id, 'conditions', p.conditions, 'targets', p.targets,
      'calendarId', p.calendar_id)) order by p.position, p.id), '[]')
  from sla_policies p join teams t on p.team_id is null or p.team_id = t.id
  where t.id = tickets.team_id and p.enabled and p.deleted_at is null)`

/**
 * What several tickets are promised, as of now: by the policy chosen for each, else by the first that fits.
 * @param known what `offersToNew` returned of them
 */
export async function promisesTo(
  db: Reader,
  tickets: readonly Promisee[],
  now: Date,
  known?: Offer[],
): Promise<Map<TicketId, Promised>> {
  const teamIds = [...new Set(tickets.map(({ teamId }) => teamId))]
  const offers = known ?? (await readOffers(db, teamIds))
  const byTeam = Map.groupBy(offers, ({ teamId }) => teamId)
  const offersTo = (ticket: Promisee) => inOrder(byTeam.get(ticket.teamId) ?? [], ticket)
  const fits = await fitting(
    db,
    tickets.filter((each) => offersTo(each)[0]?.policy.conditions),
    now,
  )
  return new Map(
    tickets.map((ticket) => {
      const offer = offersTo(ticket).find(({ policy }) => fits(policy.conditions, ticket.id))
      return [ticket.id, offer ? promisedBy(offer, ticket) : nothing]
    }),
  )
}

const nothing: Promised = { policyId: null, calendarId: null, minutes: {} }

/** The one chosen for it comes before all others, whatever its conditions. What comes after one without is not asked. */
function inOrder(offers: Offer[], { slaPolicyId }: Promisee): Offer[] {
  const chosen = offers.find(({ policy }) => policy.id === slaPolicyId)
  if (chosen) return [{ ...chosen, policy: { ...chosen.policy, conditions: null } }]
  return offers
}

/** Judges conditions by the facts of tickets; what judges is loaded where a desk has conditions. */
async function fitting(db: Reader, asking: readonly Promisee[], now: Date) {
  if (asking.length === 0) return (conditions: unknown) => !conditions
  const { Condition, matches } = await import('#core/routing/condition.ts')
  const { readFacts } = await import('#core/routing/facts.ts')
  const facts = await readFacts(
    db,
    asking.map(({ id }) => id),
    now,
  )
  return (conditions: unknown, id: TicketId) => {
    const known = facts.get(id)
    return !conditions || (known !== undefined && matches(Condition.parse(conditions), known))
  }
}

function promisedBy({ policy, teamCalendarId }: Offer, { priority }: Promisee): Promised {
  const { first, next, resolution } = policy.targets[priority] ?? {}
  return {
    policyId: policy.id,
    calendarId: policy.calendarId ?? teamCalendarId,
    minutes: {
      ...(first && { first_response: first }),
      ...(next && { next_response: next }),
      ...(resolution && { resolution }),
    },
  }
}

/** Each policy that may hold for a team's tickets, in order. */
function readOffers(db: Reader, teamIds: TeamId[]): Promise<Offer[]> {
  return db
    .select({ teamId: teams.id, teamCalendarId: teams.calendarId, policy: slaPolicies })
    .from(slaPolicies)
    .innerJoin(teams, or(isNull(slaPolicies.teamId), eq(slaPolicies.teamId, teams.id)))
    .where(and(inArray(teams.id, teamIds), slaPolicies.enabled, isNull(slaPolicies.deletedAt)))
    .orderBy(asc(slaPolicies.position), asc(slaPolicies.id))
}
