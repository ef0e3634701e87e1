import { presenceMenu } from '#bot/availability/menu.ts'
import type { Bot } from '#bot/bot.ts'
import { ticketLink } from '#bot/console-link.ts'
import type { Agent } from '#core/actor.ts'
import { read } from '#core/app.ts'
import { timeOf } from '#core/people/time-of.ts'
import type { SlackHome } from '#core/slack/home.ts'
import { readHome } from '#core/slack/home-rows.ts'
import { workspaceById } from '#core/slack/workspaces.ts'
import { homeRow } from './row.ts'
import { agentHome } from './view.ts'

/** The Home of an agent as of now, and the tickets that stand in it. */
export async function drawHome({ app }: Bot, agent: Agent, home: SlackHome, notice?: string) {
  const workspace = await read(app, null, (db) => workspaceById(db, home.workspaceId))
  const { time, rows, ...facts } = await read(app, agent, async (db) => ({
    ...(await readHome(db, agent, home)),
    time: await timeOf(db, agent.personId),
  }))
  const drawn = rows.map((row) =>
    homeRow(row, {
      console: ticketLink(app.env, row.id),
      thread: row.thread && threadLink(workspace?.url ?? '', row.thread),
    }),
  )
  const menu = presenceMenu(time, app.clock())
  const view = agentHome({ home, menu, ...facts, rows: drawn, notice })
  return { view, shows: rows.map(({ id }) => id) }
}

/** As `chat.getPermalink` would say, without asking for each. */
function threadLink(workspace: string, { channelId, ts }: { channelId: string; ts: string }) {
  const path = `/archives/${channelId}/p${ts.replace('.', '')}`
  return URL.canParse(path, workspace) ? new URL(path, workspace).href : null
}
