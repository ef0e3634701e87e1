import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { App } from '#core/app.ts'
import { slackIsOn } from '#core/env.ts'
import { refuse } from '#core/refusal.ts'
import { setTeamInSlack } from '#core/slack/setup-team.ts'
import { askForTestCard } from '#core/slack/setup-test.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, gives } from './answers.ts'
import { byId, line, reference } from './input.ts'
import { teamInSlack } from './slack-shapes.ts'
import { slackStatus } from './slack-status.ts'
import { change, make } from './unit.ts'

const about = { tags: ['Slack'] }

const test = createRoute({
  ...about,
  method: 'post',
  path: '/slack/test-card',
  summary: 'Post a card to try the channel of a team; for its managers and admins',
  ...needs('*', ['manager', 'admin']),
  request: { body: body(z.strictObject({ team: reference }).openapi('TestCard')) },
  responses: gives(
    z.object({ team: z.int(), state: z.literal('asked') }),
    'It is posted now; `GET /slack` tells how that went.',
  ),
})

const setChannel = createRoute({
  ...about,
  method: 'put',
  path: '/teams/{id}/slack-channel',
  summary: 'Give a team a channel to work in, or none; for its managers and admins',
  ...needs('*', ['manager', 'admin']),
  request: {
    params: byId<TeamId>(),
    body: body(
      z
        .strictObject({
          channel: line(81).nullable().openapi({ description: 'A name or an id; null: none.' }),
        })
        .openapi('SlackChannel'),
    ),
  },
  responses: gives(teamInSlack, 'The team; Slack is asked about the channel now.'),
})

export function slackSetupRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(test, async (c) => {
    const { team } = c.req.valid('json')
    if (!slackIsOn(app.env))
      refuse('wrong-input', { why: 'Slack is off. Set it up first: see “Slack” in the console.' })
    const asked = await make(
      app,
      c,
      async (work) => {
        const id = await whichTeam(work.tx, team)
        await askForTestCard(work, id)
        return { team: id }
      },
      async (_, made) => ({ ...made, state: 'asked' as const }),
    )
    return c.json(asked, 200)
  })

  api.openapi(setChannel, async (c) => {
    const { id } = c.req.valid('param')
    const { channel } = c.req.valid('json')
    await change(app, c, (work) => setTeamInSlack(work, id, { slackChannel: channel }))
    const { teams } = await slackStatus(app)
    return c.json(
      teams.find((team) => team.id === id) ?? refuse('not-found', { what: 'team' }),
      200,
    )
  })
}
