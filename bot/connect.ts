import { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { type App, perform, read } from '#core/app.ts'
import { unseal } from '#core/sealed.ts'
import {
  connectedWorkspaces,
  connectWorkspace,
  disconnectTokenless,
  disconnectWorkspace,
  type Installed,
  tokenPurpose,
} from '#core/slack/workspaces.ts'
import { loggerOf } from './bot.ts'
import { errorCode, isTokenDead } from './outbox/outcome.ts'

const Answer = z.object({
  team_id: z.string(),
  team: z.string().default(''),
  url: z.string().default(''),
  user_id: z.string(),
  bot_id: z.string().optional(),
  response_metadata: z.object({ scopes: z.array(z.string()).default([]) }).prefault({}),
})

/** Speaks with a token, or with none, before a workspace is known. */
export function strangerClient(app: App, token?: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: app.env.SLACK_API_URL,
    retryConfig: { retries: 0 },
    timeout: 10_000,
    allowAbsoluteUrls: false,
    logger: loggerOf(app),
  })
}

/** Asks Slack what a bot's token is for. */
export async function whatTokenOpens(app: App, token: string | undefined): Promise<Installed> {
  const client = strangerClient(app, token)
  const me = Answer.parse(await client.auth.test())
  return {
    id: me.team_id,
    name: me.team,
    url: me.url,
    appId: me.bot_id ? await appOf(client, me.bot_id) : null,
    botUserId: me.user_id,
    scopes: me.response_metadata.scopes,
    token: null,
  }
}

/** Null: the installation lacks the permission to ask, which the page “Slack” then says. */
async function appOf(client: WebClient, bot: string): Promise<string | null> {
  try {
    return (await client.bots.info({ bot })).bot?.app_id ?? null
  } catch (error) {
    if (errorCode(error) === 'missing_scope') return null
    throw error
  }
}

/**
 * Asks Slack whose token SLACK_BOT_TOKEN is, and connects that workspace.
 * @returns what went wrong, in words for operators; undefined: it is connected, or there is no such token
 */
export async function connectByToken(app: App): Promise<string | undefined> {
  if (!app.env.SLACK_BOT_TOKEN) {
    await perform(app, null, disconnectTokenless)
    return undefined
  }
  try {
    const opened = await whatTokenOpens(app, app.env.SLACK_BOT_TOKEN)
    await perform(app, null, (work) => connectWorkspace(work, opened))
    return undefined
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    app.log.warn({ problem }, 'Slack could not be asked whose SLACK_BOT_TOKEN is')
    return `Slack could not be asked whose SLACK_BOT_TOKEN is (${problem}). It is asked again every minute; if it does not take the token, copy it again from “OAuth & Permissions” of your app.`
  }
}

/** Asks Slack about each workspace that was added in the console: what is allowed there now, and whether the token holds. */
export async function askAboutInstalled(app: App): Promise<void> {
  for (const { id, token } of await read(app, null, connectedWorkspaces)) {
    const opened = token && unseal(app.keys, tokenPurpose, token)
    if (token === null) continue
    try {
      if (!opened) throw new Error('DESKWIRE_SECRET does not open its token')
      const now = await whatTokenOpens(app, opened)
      await perform(app, null, (work) => connectWorkspace(work, { ...now, token: opened }))
    } catch (error) {
      app.log.warn({ err: error, workspace: id }, 'Slack could not be asked about a workspace')
      const problem = !opened
        ? 'Its token was sealed with another DESKWIRE_SECRET. Give that one back, or add the workspace again.'
        : isTokenDead(error) && 'Slack does not take the token any more. Add the workspace again.'
      if (problem) await perform(app, null, (work) => disconnectWorkspace(work, id, problem))
    }
  }
}
