import type { WebClient } from '@slack/web-api'
import { type Bot, botOf } from '#bot/bot.ts'
import { channelOf } from '#bot/channel.ts'
import { strangerClient, whatTokenOpens } from '#bot/connect.ts'
import { errorCode } from '#bot/outbox/outcome.ts'
import { type App, read } from '#core/app.ts'
import type { KnownChannel } from '#core/slack/channels.ts'
import { teamsSetUp, workspacesSetUp } from '#core/slack/setup.ts'
import { missingScopes } from '#core/slack/setup-manifest.ts'

/** How Slack stands to the desk at this moment. Only asks: nothing is posted, joined or written down. */
export async function askSlack(app: App) {
  const { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: appToken } = app.env
  const bot = botOf(app)
  const known = await read(app, null, workspacesSetUp)
  const workspaces = []
  if (token) workspaces.push(await whatOpens('SLACK_BOT_TOKEN', () => whatTokenOpens(app, token)))
  for (const { id, name, disconnectedAt } of known)
    if (!disconnectedAt && !workspaces.some((one) => one.id === id))
      workspaces.push(await whatOpens(name, () => whatItIs(bot, id)))
  const channels = []
  for (const { name: team, channel, known } of await read(app, null, teamsSetUp))
    if (channel) channels.push({ team, channel, known: known && (await asItIs(bot, known)) })
  return { workspaces, channels, socketProblem: appToken ? await opens(app, appToken) : null }
}

async function whatOpens(name: string, ask: () => ReturnType<typeof whatTokenOpens>) {
  try {
    const { id, name, scopes } = await ask()
    return { id, name, missing: missingScopes(scopes), problem: null }
  } catch (error) {
    return { id: null, name, missing: [], problem: reasonOf(error) }
  }
}

async function whatItIs(bot: Bot, id: string) {
  const client = await bot.clientOf(id)
  if (!client?.token) throw new Error('its token cannot be opened with this DESKWIRE_SECRET')
  return whatTokenOpens(bot.app, client.token)
}

/** As Slack shows it; where it cannot be asked, as the desk knows it. */
async function asItIs<Known extends KnownChannel>(bot: Bot, known: Known): Promise<Known> {
  const client = await bot.clientOf(known.workspaceId)
  if (!client) return known
  return { ...known, ...(await channelNow(client, known)) }
}

async function channelNow(client: WebClient, { workspaceId, id: channel }: KnownChannel) {
  try {
    return channelOf(workspaceId, (await client.conversations.info({ channel })).channel)
  } catch (error) {
    return errorCode(error) === 'channel_not_found' ? { isMember: false, isPrivate: true } : {}
  }
}

/** Null: a socket could be opened with it. */
async function opens(app: App, token: string): Promise<string | null> {
  try {
    await strangerClient(app, token).apps.connections.open()
    return null
  } catch (error) {
    return reasonOf(error)
  }
}

function reasonOf(error: unknown): string {
  return errorCode(error) ?? (error instanceof Error ? error.message : String(error))
}
