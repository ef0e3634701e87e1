import { eq, isNotNull } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { dayOf } from '#core/tickets/filter.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { teams } from '#db/schema/teams.ts'

/** Asks for the digest of each team that works in Slack. Asked twice, it is still told once. */
export async function askForDigests(work: Work): Promise<void> {
  const inSlack = await work.tx
    .select({ id: teams.id })
    .from(teams)
    .where(isNotNull(teams.slackChannel))
  const day = dayOf(work.now)
  for (const { id: team } of inSlack)
    work.enqueue('slack.digest', { team, day }, { singletonKey: `${team}/${day}` })
}

/** Whether nobody has begun to tell this digest. Whoever comes second has to look whether it stands there. */
export function beginDigest(work: Work, key: string): Promise<boolean> {
  return firstTime(work, `slack:${key}`)
}

export async function teamOfDigest(db: Reader, id: TeamId) {
  const [team] = await db
    .select({ id: teams.id, name: teams.name, channel: teams.slackChannel })
    .from(teams)
    .where(eq(teams.id, id))
  return team
}
