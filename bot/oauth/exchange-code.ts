import { z } from 'zod'
import { strangerClient, whatTokenOpens } from '#bot/connect.ts'
import type { App } from '#core/app.ts'
import type { InstallProblem } from '#core/slack/setup-install.ts'
import type { Installed } from '#core/slack/workspaces.ts'

const Granted = z.object({
  access_token: z.string(),
  app_id: z.string(),
  is_enterprise_install: z.boolean().default(false),
  expires_in: z.number().optional(),
})

/**
 * Gets the token for a code that Slack has handed to a browser (`oauth.v2.access`), and what it opens. A token that
 * cannot be used is given back at once, so that nobody holds it.
 */
export async function exchangeCode(
  app: App,
  code: string,
  redirectUri: string,
): Promise<Installed | { problem: InstallProblem }> {
  try {
    const said = await strangerClient(app).oauth.v2.access({
      client_id: app.env.SLACK_CLIENT_ID ?? '',
      client_secret: app.env.SLACK_CLIENT_SECRET ?? '',
      code,
      redirect_uri: redirectUri,
    })
    const granted = Granted.parse(said)
    const problem = granted.is_enterprise_install
      ? 'organisation'
      : granted.expires_in !== undefined && 'rotating'
    if (problem) {
      await strangerClient(app, granted.access_token)
        .auth.revoke()
        .catch((err: unknown) => app.log.warn({ err }, 'Slack did not take a token back'))
      return { problem }
    }
    const opened = await whatTokenOpens(app, granted.access_token)
    return { ...opened, appId: granted.app_id, token: granted.access_token }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    app.log.warn({ problem: said }, 'Slack did not confirm an installation')
    return { problem: 'slack' }
  }
}
