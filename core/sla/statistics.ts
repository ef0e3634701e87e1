import { and, eq, gte, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { TeamId } from '#db/schema/columns.ts'
import type { SlaTarget } from '#db/schema/enums.ts'
import { slaClocks } from '#db/schema/sla.ts'
import { tickets } from '#db/schema/tickets.ts'

/** Of the clocks of a team that ended within a span of time. */
export interface SlaNumbers {
  met: number
  breached: number // Ended after they had breached.
  medianMs: number | null // Business time they took; null: none ended.
}

/**
 * How promises were kept, by target: the one definition of each number. A clock counts where it ends. Cancelled ones,
 * and those of merged and deleted tickets, count nowhere.
 * @param to the first moment that is not in it
 */
export async function slaNumbers(
  db: Reader,
  teamId: TeamId,
  from: Date,
  to: Date,
): Promise<Partial<Record<SlaTarget, SlaNumbers>>> {
  const rows = await db
    .select({
      target: slaClocks.target,
      met: counted(isNull(slaClocks.breachedAt)),
      breached: counted(isNotNull(slaClocks.breachedAt)),
      medianMs: sql<
        number | null
      >`percentile_cont(0.5) within group (order by ${slaClocks.elapsedMs})::float8`,
    })
    .from(slaClocks)
    .innerJoin(tickets, eq(tickets.id, slaClocks.ticketId))
    .where(
      and(
        eq(slaClocks.state, 'stopped'),
        gte(slaClocks.stoppedAt, from),
        lt(slaClocks.stoppedAt, to),
        eq(tickets.teamId, teamId),
        isNull(tickets.deletedAt),
        isNull(tickets.mergedIntoId),
        eq(tickets.sensitive, false),
      ),
    )
    .groupBy(slaClocks.target)
  return Object.fromEntries(rows.map(({ target, ...numbers }) => [target, numbers]))
}

function counted(which: SQL) {
  return sql<number>`(count(*) filter (where ${which}))::int`
}
