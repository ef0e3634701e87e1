import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { findSurveys } from '#core/surveys/find.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import { type Caller, needs } from './access.ts'
import { gives, pageOf } from './answers.ts'
import { page, reference } from './input.ts'

const Survey = z
  .object({
    ticketId: z.int(),
    teamId: z.int(),
    agentId: z.int().nullable().openapi({ description: 'Whose work it was; null: nobody’s.' }),
    askedAt: z.iso.datetime(),
    answeredAt: z.iso.datetime().nullable(),
    rating: z.int().nullable().openapi({ description: '1 bad … 5 good; null: not answered.' }),
    comment: z.string().nullable(),
  })
  .openapi('Survey')

const list = createRoute({
  tags: ['Tickets'],
  method: 'get',
  path: '/surveys',
  summary: 'How requesters say it went, latest ticket first',
  ...needs('tickets:read'),
  request: {
    query: z.strictObject({
      ...page,
      team: reference.optional(),
      answered: z.enum(['true']).optional().openapi({ description: 'Only those with an answer.' }),
    }),
  },
  responses: gives(pageOf(Survey), 'Those of tickets that the caller sees.'),
})

export function surveyRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const { team, answered, ...query } = c.req.valid('query')
    const { items, next } = await read(app, c.get('as'), async (db) =>
      findSurveys(db, {
        ...query,
        answered: answered === 'true',
        teamId: team === undefined ? undefined : await whichTeam(db, team),
      }),
    )
    const shown = items.map((one) => ({
      ...one,
      askedAt: one.askedAt.toISOString(),
      answeredAt: one.answeredAt?.toISOString() ?? null,
    }))
    return c.json({ items: shown, next }, 200)
  })
}
