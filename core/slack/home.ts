import { and, eq } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { slackHomes } from '#db/schema/slack.ts'

/** Somebody in a workspace. */
export interface SlackUser {
  workspaceId: string
  userId: string
}

export type SlackHome = typeof slackHomes.$inferSelect
export type HomeChoice = Partial<Pick<SlackHome, 'tab' | 'teamId' | 'priority' | 'cursor'>>

/** Its owner looks at it: on the tab and with the filters that they left, at the first page. */
export async function openHome(work: Work, user: SlackUser): Promise<void> {
  const seen = { openedAt: work.now, cursor: null }
  await work.tx
    .insert(slackHomes)
    .values({ ...user, ...seen, shows: [] })
    .onConflictDoUpdate({ target: [slackHomes.workspaceId, slackHomes.userId], set: seen })
}

/** Remembers what its owner picked. A list that is asked for anew begins at its first page. */
export async function chooseInHome(work: Work, user: SlackUser, choice: HomeChoice): Promise<void> {
  await openHome(work, user)
  await work.tx.update(slackHomes).set(choice).where(isOf(user))
}

export async function homeOf(db: Reader, user: SlackUser): Promise<SlackHome | undefined> {
  const [home] = await db.select().from(slackHomes).where(isOf(user))
  return home
}

/** Remembers what Slack shows now, and under which name. */
export async function keepShown(
  work: Work,
  user: SlackUser,
  shown: Pick<SlackHome, 'shows' | 'hash'>,
): Promise<void> {
  await work.tx.update(slackHomes).set(shown).where(isOf(user))
}

function isOf({ workspaceId, userId }: SlackUser) {
  return and(eq(slackHomes.workspaceId, workspaceId), eq(slackHomes.userId, userId))
}
