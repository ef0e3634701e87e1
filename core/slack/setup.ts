import { and, asc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { slackChannels, slackWorkspaces } from '#db/schema/slack.ts'
import { teams } from '#db/schema/teams.ts'
import { missingScopes } from './setup-manifest.ts'
import { lastTests, testChain } from './setup-test.ts'

const mostChannels = 1000

/** Every workspace that was ever connected, those that are first: with what it has not been allowed, and never its token. */
export async function workspacesSetUp(db: Reader) {
  const { id, name, url, botUserId, scopes, connectedAt, disconnectedAt, problem } = slackWorkspaces
  const rows = await db
    .select({ id, name, url, botUserId, scopes, connectedAt, disconnectedAt, problem })
    .from(slackWorkspaces)
    .orderBy(asc(isNotNull(disconnectedAt)), asc(name), asc(id))
  return rows.map((row) => ({ ...row, missing: missingScopes(row.scopes) }))
}

/** Channels of connected workspaces that the desk knows, by name. */
export function channelsSetUp(db: Reader) {
  const { workspaceId, id, name, isPrivate, isArchived, isMember, problem, watchTeamId } =
    slackChannels
  return db
    .select({
      ...{ workspaceId, id, name, isPrivate, isArchived, isMember, problem, watchTeamId },
      workspace: slackWorkspaces.name,
    })
    .from(slackChannels)
    .innerJoin(slackWorkspaces, eq(slackWorkspaces.id, workspaceId))
    .where(isNull(slackWorkspaces.disconnectedAt))
    .orderBy(asc(name), asc(workspaceId))
    .limit(mostChannels)
}

/** Each team by name: where it works in Slack, what the desk knows of that channel, and how its last test went. */
export async function teamsSetUp(db: Reader) {
  const all = await db
    .select({
      id: teams.id,
      name: teams.name,
      channel: teams.slackChannel,
      repliesByDefault: teams.repliesByDefault,
    })
    .from(teams)
    .orderBy(asc(teams.name))
  const named = all.flatMap(({ channel }) => (channel ? [bare(channel)] : []))
  const known = named.length > 0 ? await channelsNamed(db, named) : []
  const tests = await lastTests(
    db,
    all.map(({ id }) => id),
  )
  return all.map(({ channel, ...team }) => {
    const wanted = channel && bare(channel)
    const here =
      known.find(({ id, name }) => id === wanted || name === wanted?.toLowerCase()) ?? null
    return {
      ...team,
      channel,
      known: here,
      problem: channel && channelProblem(channel, here),
      test: tests.get(testChain(team.id)) ?? null,
    }
  })
}

function channelsNamed(db: Reader, named: string[]) {
  const { workspaceId, id, name, isPrivate, isArchived, isMember, problem } = slackChannels
  return db
    .select({ workspaceId, id, name, isPrivate, isArchived, isMember, problem })
    .from(slackChannels)
    .innerJoin(slackWorkspaces, eq(slackWorkspaces.id, workspaceId))
    .where(
      and(
        isNull(slackWorkspaces.disconnectedAt),
        or(
          inArray(id, named),
          inArray(
            name,
            named.map((one) => one.toLowerCase()),
          ),
        ),
      ),
    )
    .orderBy(asc(isNotNull(slackChannels.deletedAt)), asc(slackWorkspaces.connectedAt))
}

/** As managers wrote it, without what they may leave out. */
function bare(channel: string): string {
  return channel.trim().replace(/^#/, '')
}

type KnownState = Pick<
  typeof slackChannels.$inferSelect,
  'name' | 'isPrivate' | 'isArchived' | 'isMember' | 'problem'
>

/** What keeps cards from a team's channel, and what to do; null: nothing that the desk knows of. */
export function channelProblem(channel: string, known: KnownState | null): string | null {
  if (!known)
    return `Slack shows the desk no channel ${channel}. Check its name; if it is private, type /invite @Deskwire there.`
  const name = `#${known.name}`
  if (known.isArchived) return `${name} is archived. Bring it back, or choose another channel.`
  if (known.isPrivate && !known.isMember && !known.problem)
    return `${name} is private and the bot is not in it. Type /invite @Deskwire there.`
  return known.problem
}
