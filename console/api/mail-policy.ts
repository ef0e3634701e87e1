import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { mailPolicyOf, setMailPolicy } from '#core/teams/mail-policy.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, gives } from './answers.ts'
import { byId, line } from './input.ts'
import { change } from './unit.ts'

const MailPolicy = z
  .strictObject({
    language: line(35).openapi({ description: 'Of mail to those whose language is not known.' }),
    acknowledgeHours: z.int().min(1).max(720).nullable().openapi({
      description:
        'Mail that opens a ticket is acknowledged, once a sender in so many hours; null: never.',
    }),
    acceptsUnproven: z.boolean().openapi({
      description:
        'Whether people are believed to be who their mail says, though nothing proves it.',
    }),
    acceptsCopied: z.boolean().openapi({
      description: 'Whether those in Cc join at once when the sender takes part and is proven.',
    }),
    answersByMail: z
      .boolean()
      .openapi({ description: 'Whether its agents may answer from their own mail.' }),
  })
  .openapi('MailPolicy')

const params = byId<TeamId>()
const path = '/teams/{id}/mail-policy'

const show = createRoute({
  method: 'get',
  path,
  tags: ['Desk'],
  summary: 'How a team takes and writes mail',
  ...needs('tickets:read'),
  request: { params },
  responses: gives(MailPolicy, 'The policy.'),
})

const set = createRoute({
  method: 'patch',
  path,
  tags: ['Desk'],
  summary: 'Change how a team takes and writes mail; for its managers and admins',
  ...needs('*', ['manager', 'admin']),
  request: { params, body: body(MailPolicy.partial().openapi('MailPolicyChange')) },
  responses: gives(MailPolicy, 'The policy as it is now.'),
})

export function mailPolicyRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(show, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(await read(app, c.get('as'), (db) => mailPolicyOf(db, id)), 200)
  })

  api.openapi(set, async (c) => {
    const { id } = c.req.valid('param')
    const given = c.req.valid('json')
    const policy = await change(
      app,
      c,
      (work) => setMailPolicy(work, id, given),
      (db) => mailPolicyOf(db, id),
    )
    return c.json(policy, 200)
  })
}
