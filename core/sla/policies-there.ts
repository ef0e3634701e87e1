import { sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { PolicySettings } from './policies.ts'

type Named = Pick<PolicySettings, 'teamId' | 'calendarId' | 'targets'>

/** Refuses a policy that names a team, a calendar or a ladder that is not there. */
export async function requireThere(
  { tx }: Work,
  { teamId, calendarId, targets }: Named,
): Promise<void> {
  const ladderIds = Object.values(targets).flatMap(({ ladderId }) => ladderId ?? [])
  if (teamId === null && calendarId === null && ladderIds.length === 0) return
  const [there] = await tx.execute<{ team: boolean; calendar: boolean; ladders: boolean }>(sql`
    select ${teamId}::int is null or exists (select from teams where id = ${teamId}) as team,
      ${calendarId}::int is null or exists (select from calendars where id = ${calendarId}) as calendar,
      not exists (
        select from unnest(${sql.param(ladderIds)}::int[]) as named (id)
        where not exists (select from ladders l where l.id = named.id and l.deleted_at is null)
      ) as ladders`)
  const missing = (['team', 'calendar', 'ladders'] as const).find((what) => !there?.[what])
  const words = { team: 'team', calendar: 'calendar', ladders: 'ladder' } as const
  if (missing) refuse('wrong-input', { why: `There is no such ${words[missing]}. Add it first.` })
}
