import { and, isNull, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { tickets } from '#db/schema/tickets.ts'

/** As many of the latest tickets are looked through, by their index: what is offered is a help, not a list. */
const mostTickets = 1000

/** Tags of tickets that the reader may see, those in which these words stand, the most used first. */
export async function tagsInUse(db: Reader, words: string, limit: number): Promise<string[]> {
  const latest = db
    .select({ tags: tickets.tags })
    .from(tickets)
    .where(and(isNull(tickets.deletedAt), isNull(tickets.archivedAt)))
    .orderBy(sql`${tickets.updatedAt} desc nulls last`, sql`${tickets.id} desc nulls last`) // As its index has it.
    .limit(mostTickets)
  const rows = await db.execute<{ tag: string }>(
    sql`select tag from (${latest}) as latest, unnest(latest.tags) as tag
      where strpos(tag, ${words.toLowerCase()}) > 0
      group by tag order by count(*) desc, tag limit ${limit}`,
  )
  return rows.map(({ tag }) => tag)
}
