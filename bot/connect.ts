import { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { type App, perform } from '#core/app.ts'
import { connectWorkspace } from '#core/slack/workspaces.ts'
import { loggerOf } from './bot.ts'

const Answer = z.object({
  team_id: z.string(),
  team: z.string().default(''),
  url: z.string().default(''),
  user_id: z.string(),
  bot_id: z.string().optional(),
  response_metadata: z.object({ scopes: z.array(z.string()).default([]) }).prefault({}),
})

/**
 * Asks Slack whose token SLACK_BOT_TOKEN is, and connects that workspace.
 * @returns what went wrong, in words for operators; undefined: it is connected
 */
export async function connectByToken(app: App): Promise<string | undefined> {
  const client = new WebClient(app.env.SLACK_BOT_TOKEN, {
    slackApiUrl: app.env.SLACK_API_URL,
    retryConfig: { retries: 0 },
    timeout: 10_000,
    logger: loggerOf(app),
  })
  try {
    const me = Answer.parse(await client.auth.test())
    const { bot } = me.bot_id ? await client.bots.info({ bot: me.bot_id }) : {}
    await perform(app, null, (work) =>
      connectWorkspace(work, {
        id: me.team_id,
        name: me.team,
        url: me.url,
        appId: bot?.app_id ?? null,
        botUserId: me.user_id,
        scopes: me.response_metadata.scopes,
        token: null,
      }),
    )
    return undefined
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    app.log.warn({ problem }, 'Slack could not be asked whose SLACK_BOT_TOKEN is')
    return `Slack could not be asked whose SLACK_BOT_TOKEN is (${problem}). It is asked again every minute; if it does not take the token, copy it again from “OAuth & Permissions” of your app.`
  }
}
