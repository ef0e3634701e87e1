import type { App } from '#core/app.ts'
import { connectByToken } from './connect.ts'
import { slackDoor } from './intake/http.ts'

/** Answers what Slack posts; undefined: the desk is told over a socket alone. */
export function answerSlack(
  app: App,
): ((request: Request) => Response | Promise<Response>) | undefined {
  if (!app.env.SLACK_SIGNING_SECRET) return undefined
  const door = slackDoor(app)
  return (request) => door.fetch(request)
}

/**
 * Connects the desk with Slack. It starts without Slack as well: what is to be told waits, and the log says why.
 * @returns how to stop
 */
export async function startSlack(app: App): Promise<() => Promise<void>> {
  const problem = await connectByToken(app)
  if (problem) process.stdout.write(`${problem}\n`)
  if (!app.env.SLACK_APP_TOKEN || !app.env.DESKWIRE_ROLES.includes('console')) return async () => {}
  const { openSockets } = await import('./intake/socket.ts')
  return openSockets(app).catch((err: unknown) => {
    app.log.error({ err }, 'Slack could not be reached by Socket Mode')
    process.stdout.write(
      'Slack could not be reached by Socket Mode. Check SLACK_APP_TOKEN (xapp-…, with connections:write), then restart.\n',
    )
    return async () => {}
  })
}
