import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { slackIsOn } from '#core/env.ts'
import { teamsSetUp, workspacesSetUp } from '#core/slack/setup.ts'
import { slackBacklog } from '#core/slack/setup-backlog.ts'
import { type Caller, needs } from './access.ts'
import { gives } from './answers.ts'
import { Slack } from './slack-shapes.ts'

const status = createRoute({
  tags: ['Slack'],
  method: 'get',
  path: '/slack',
  summary: 'Workspaces, channels of teams and what waits; for managers, admins and auditors',
  ...needs('mails:read', ['manager', 'admin', 'auditor']),
  responses: gives(Slack, 'How the desk fares with Slack.'),
})

export function slackStatusRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(status, async (c) => c.json(await slackStatus(app), 200))
}

/**
 * Asked as the desk, once it is known that the caller may: the table of workspaces, which holds the sealed tokens, is for
 * admins, and what of it is told here is not.
 */
export function slackStatus(app: App) {
  return read(app, null, async (db) => {
    const { events, posts, oldestWaitingMs } = await slackBacklog(db, app.clock())
    return {
      on: slackIsOn(app.env),
      workspaces: await workspacesSetUp(db),
      teams: await teamsSetUp(db),
      backlog: {
        events,
        posts,
        oldestWaitingSeconds: oldestWaitingMs === null ? null : oldestWaitingMs / 1000,
      },
    }
  })
}
