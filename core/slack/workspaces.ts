import { and, eq, gte, isNotNull, isNull } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { seal } from '#core/sealed.ts'
import { recordDesk } from '#core/timeline.ts'
import { slackPosts, slackThreads, slackWorkspaces } from '#db/schema/slack.ts'
import { teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'
import { askToSend } from './channels.ts'

const lateMs = 3_600_000
const mostMissed = 1000

type Workspace = typeof slackWorkspaces.$inferSelect

export interface Installed
  extends Pick<Workspace, 'id' | 'name' | 'url' | 'appId' | 'botUserId' | 'scopes'> {
  token: string | null // Null: it stays in SLACK_BOT_TOKEN.
}

/** The purpose that tokens are sealed for. */
export const tokenPurpose = 'slack token'

/** The app was installed in a workspace, or the desk has started with a token for it. What waits is sent now. */
export async function connectWorkspace(work: Work, installed: Installed): Promise<void> {
  const { id, token, ...about } = installed
  const before = await workspaceById(work.tx, id)
  const now = {
    ...about,
    token: token ? seal(work.keys, tokenPurpose, token) : null,
    disconnectedAt: null,
    problem: null,
  }
  await work.tx
    .insert(slackWorkspaces)
    .values({ id, ...now, connectedAt: work.now })
    .onConflictDoUpdate({
      target: slackWorkspaces.id,
      set: { ...now, ...(before?.disconnectedAt && { connectedAt: work.now }) },
    })
  if (before && !before.disconnectedAt) return
  await recordDesk(work, 'slack', id, 'slack_connected', { name: about.name })
  const channels = await work.tx
    .selectDistinct({ channelId: slackThreads.channelId })
    .from(slackPosts)
    .innerJoin(slackThreads, eq(slackThreads.id, slackPosts.threadId))
    .where(and(eq(slackPosts.state, 'waiting'), eq(slackThreads.workspaceId, id)))
  for (const { channelId } of channels) askToSend(work, { workspaceId: id, channelId })
  await showMissed(work, before?.disconnectedAt ?? undefined)
}

/** What happened while nobody could be told: since the end of the last connection, or of late. */
async function showMissed(
  work: Work,
  since = new Date(work.now.getTime() - lateMs),
): Promise<void> {
  const missed = await work.tx
    .select({ id: tickets.id })
    .from(tickets)
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .where(and(gte(tickets.updatedAt, since), isNotNull(teams.slackChannel)))
    .orderBy(tickets.id)
    .limit(mostMissed)
  for (const { id } of missed) work.enqueue('slack.show', { ticket: id })
}

/** Those that are connected by SLACK_BOT_TOKEN, once it is no longer set: nobody can speak there. */
export async function disconnectTokenless(work: Work): Promise<void> {
  const problem =
    'SLACK_BOT_TOKEN is no longer set. Set it again, or add the workspace by “Add to Slack”.'
  for (const { id, token } of await connectedWorkspaces(work.tx))
    if (token === null) await disconnectWorkspace(work, id, problem)
}

/** Slack takes our token no more. Nothing is sent until the app is installed again. */
export async function disconnectWorkspace(work: Work, id: string, problem: string): Promise<void> {
  const [gone] = await work.tx
    .update(slackWorkspaces)
    .set({ disconnectedAt: work.now, token: null, problem })
    .where(and(eq(slackWorkspaces.id, id), isNull(slackWorkspaces.disconnectedAt)))
    .returning({ name: slackWorkspaces.name })
  if (gone) await recordDesk(work, 'slack', id, 'slack_disconnected', { ...gone, problem })
}

export async function workspaceById(db: Reader, id: string): Promise<Workspace | undefined> {
  const [found] = await db.select().from(slackWorkspaces).where(eq(slackWorkspaces.id, id))
  return found
}

export function connectedWorkspaces(db: Reader): Promise<Workspace[]> {
  return db
    .select()
    .from(slackWorkspaces)
    .where(isNull(slackWorkspaces.disconnectedAt))
    .orderBy(slackWorkspaces.id)
}
