import type { Agent } from '#core/actor.ts'
import type { App } from '#core/app.ts'
import { slackIsInstalled } from '#core/env.ts'
import { askAboutInstalled, connectByToken } from './connect.ts'
import { slackDoor } from './intake/http.ts'
import { installDoor } from './oauth/install-door.ts'

type Answer = Response | Promise<Response>

/** What the web door hands on to Slack's half of the desk. */
export interface SlackDoors {
  /** Answers what Slack posts; absent: the desk is told over a socket alone. */
  events?: (request: Request) => Answer
  /** Adds workspaces, for whoever is signed in; absent: there is the one of SLACK_BOT_TOKEN. */
  install?: (request: Request, agent: Agent | null) => Answer
}

export function answerSlack(app: App): SlackDoors {
  const events = app.env.SLACK_SIGNING_SECRET ? slackDoor(app) : undefined
  const install = slackIsInstalled(app.env) ? installDoor(app) : undefined
  return {
    ...(events && { events: (request) => events.fetch(request) }),
    ...(install && { install: (request, agent) => install.fetch(request, { agent }) }),
  }
}

/**
 * Connects the desk with Slack. It starts without Slack as well: what is to be told waits, and the log says why.
 * @returns how to stop
 */
export async function startSlack(app: App): Promise<() => Promise<void>> {
  const problem = await connectByToken(app)
  if (problem) process.stdout.write(`${problem}\n`)
  await askAboutInstalled(app)
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
