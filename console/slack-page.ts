import type { Agent } from '#core/actor.ts'
import { type App, read } from '#core/app.ts'
import { slackIsInstalled, slackIsOn } from '#core/env.ts'
import { findEvents } from '#core/slack/event-list.ts'
import { failedPosts } from '#core/slack/failed-posts.ts'
import { channelsSetUp, teamsSetUp, workspacesSetUp } from '#core/slack/setup.ts'
import { agentsInSlack } from '#core/slack/setup-accounts.ts'
import { type InstallProblem, installProblems } from '#core/slack/setup-install.ts'
import { manifestFor } from '#core/slack/setup-manifest.ts'

/**
 * What the page “Slack” shows. Its facts are asked as the desk, once it is known that the agent may see the page: the
 * table of workspaces, which holds the sealed tokens, is for admins. What failed is told as far as the agent sees it.
 */
export async function slackPage(app: App, agent: Agent, search: URLSearchParams) {
  const { env } = app
  const address = new URL(env.PUBLIC_URL ?? `http://localhost:${env.HTTP_PORT}`).origin
  const facts = await read(app, null, async (db) => ({
    workspaces: await workspacesSetUp(db),
    teams: await teamsSetUp(db),
    channels: await channelsSetUp(db),
    agents: await agentsInSlack(db),
  }))
  const failed = await read(app, agent, async (db) => ({
    posts: await failedPosts(db),
    events: (await findEvents(db, { state: 'failed', limit: 200 })).items,
  }))
  const { teams } = facts
  return {
    ...facts,
    failed,
    teams: teams.map((team) => ({ ...team, isMine: configures(agent, team.id) })),
    isAdmin: agent.role === 'admin',
    on: slackIsOn(env),
    installs: slackIsInstalled(env),
    settings: {
      SLACK_SIGNING_SECRET: Boolean(env.SLACK_SIGNING_SECRET),
      SLACK_APP_TOKEN: Boolean(env.SLACK_APP_TOKEN),
      SLACK_BOT_TOKEN: Boolean(env.SLACK_BOT_TOKEN),
      SLACK_CLIENT_ID: Boolean(env.SLACK_CLIENT_ID),
      SLACK_CLIENT_SECRET: Boolean(env.SLACK_CLIENT_SECRET),
    },
    address,
    manifests: { http: manifestFor(address, 'http'), socket: manifestFor(address, 'socket') },
    problem: problemIn(search),
    added: facts.workspaces.find(({ id }) => id === search.get('added'))?.name ?? null,
  }
}

export type SlackPage = Awaited<ReturnType<typeof slackPage>>

function configures({ role, teamIds }: Agent, team: Agent['teamIds'][number]): boolean {
  return role === 'admin' || (role === 'manager' && teamIds.includes(team))
}

/** Only sentences of ours are shown, whatever a link says. */
function problemIn(search: URLSearchParams): string | null {
  const code = search.get('problem') ?? ''
  return Object.hasOwn(installProblems, code) ? installProblems[code as InstallProblem] : null
}
