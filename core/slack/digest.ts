import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import type { Day } from '#core/tickets/filter.ts'
import { calendars } from '#db/schema/calendars.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { receipts } from '#db/schema/people.ts'
import { slackChannels } from '#db/schema/slack.ts'
import { teams } from '#db/schema/teams.ts'
import { askToSend, type ChannelPlace, isChannel } from './channels.ts'

/** One that is later than this, as the desk was away or its team had no channel, is left out. */
const latestMinutes = 120
const leaseMs = 60_000
const longestWaitMs = 5000
const busyMs = 2000

/** The digest of a team for one of its own days. */
export interface DigestOf {
  team: TeamId
  day: Day
}

/**
 * Asks for the digest of each team that works in Slack, from its own time on, by the clock of its calendar (UTC without
 * one). A time that a day lacks, or has twice, counts once. Asked every minute, it is told once.
 */
export async function askForDigests(work: Work): Promise<void> {
  const local = sql`(${work.now.toISOString()}::timestamptz at time zone coalesce(${calendars.timeZone}, 'UTC'))`
  const latest = sql.raw(`interval '${latestMinutes} minutes'`)
  const due = await work.tx
    .select({ team: teams.id, day: sql<Day>`to_char(${local}, 'YYYY-MM-DD')` })
    .from(teams)
    .leftJoin(calendars, eq(calendars.id, teams.calendarId))
    .where(
      and(
        isNotNull(teams.slackChannel),
        sql`${local}::time - ${teams.digestAt}::time between interval '0' and ${latest}`,
      ),
    )
  if (due.length === 0) return
  const asked = await work.tx
    .insert(receipts)
    .values(due.map((one) => ({ key: `slack:asked:${keyOf(one)}`, at: work.now })))
    .onConflictDoNothing()
    .returning({ key: receipts.key })
  const isNew = new Set(asked.map(({ key }) => key))
  for (const one of due)
    if (isNew.has(`slack:asked:${keyOf(one)}`)) work.enqueue('slack.digest', one)
}

/** The mark that its message bears. */
export function keyOf({ team, day }: DigestOf): string {
  return `digest:${team}:${day}`
}

/** The channel is the digest's own until then: nothing else is posted there. */
export interface DigestTurn {
  until: Date
  waitMs: number // So long Slack still needs after what was told before.
  isFirst: boolean // Else somebody has begun to tell it, and it may stand there.
}

/**
 * Takes the turn in a channel, as every post does: one writer at a time, at the channel's pace. Undefined: the channel
 * is busy, or Slack has asked for peace, and it is asked for again; or the bot cannot write there.
 */
export async function takeTurn(
  work: Work,
  place: ChannelPlace,
  digest: DigestOf,
): Promise<DigestTurn | undefined> {
  const [channel] = await work.tx.select().from(slackChannels).where(isChannel(place)).for('update')
  if (channel?.closedAt) return undefined
  const now = work.now.getTime()
  const waitMs = Math.max(0, (channel?.nextAt?.getTime() ?? 0) - now)
  const isLocked = (channel?.lockedUntil?.getTime() ?? 0) > now
  if (!channel || isLocked || waitMs > longestWaitMs) {
    const startAfter = new Date(now + Math.max(busyMs, waitMs))
    work.enqueue('slack.digest', digest, { startAfter })
    return undefined
  }
  const until = new Date(now + leaseMs)
  await work.tx.update(slackChannels).set({ lockedUntil: until }).where(isChannel(place))
  return { until, waitMs, isFirst: await firstTime(work, `slack:${keyOf(digest)}`) }
}

/** Gives the channel free for what waits there. Whoever comes so late that it is another's by now changes nothing. */
export async function endTurn(
  work: Work,
  place: ChannelPlace,
  { until }: DigestTurn,
  pauseMs: number,
): Promise<void> {
  const nextAt = new Date(work.now.getTime() + pauseMs)
  const freed = await work.tx
    .update(slackChannels)
    .set({ lockedUntil: null, nextAt })
    .where(and(isChannel(place), eq(slackChannels.lockedUntil, until)))
    .returning({ id: slackChannels.id })
  if (freed.length > 0) askToSend(work, place, nextAt)
}

export async function teamOfDigest(db: Reader, id: TeamId) {
  const [team] = await db
    .select({ id: teams.id, name: teams.name, channel: teams.slackChannel })
    .from(teams)
    .where(eq(teams.id, id))
  return team
}
