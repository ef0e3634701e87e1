import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { App } from '#core/app.ts'
import { decideMail } from '#core/mails/decide.ts'
import { readMail } from '#core/mails/find.ts'
import type { MailId } from '#db/schema/columns.ts'
import { mailDecision } from '#db/schema/enums.ts'
import { type Caller, needs } from './access.ts'
import { body, gives } from './answers.ts'
import { byId } from './input.ts'
import { shown } from './mails.ts'
import { Mail } from './shapes.ts'
import { change } from './unit.ts'

const Decision = z
  .strictObject({
    decision: z.enum([...mailDecision.enumValues, 'spam']).openapi({
      description:
        '`admit` reads it as if nothing spoke against it, `join` puts it into the ticket it was held for, `open` gives it a ticket of its own.',
    }),
    block: z
      .enum(['address', 'domain'])
      .optional()
      .openapi({ description: 'With `spam`: block its sender, or all of their domain.' }),
  })
  .openapi('Decision')

const decide = createRoute({
  method: 'post',
  path: '/mails/{id}/decide',
  tags: ['Mails'],
  summary: 'Decide about a mail that was held or taken for spam',
  ...needs('mails:write'),
  request: { params: byId<MailId>(), body: body(Decision) },
  responses: gives(Mail, 'The mail; unless it is spam, it waits to be read.'),
})

export function decisionRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(decide, async (c) => {
    const { id } = c.req.valid('param')
    const { decision, block } = c.req.valid('json')
    const mail = await change(
      app,
      c,
      (work) => decideMail(work, id, decision, { block }),
      (db) => readMail(db, id),
    )
    return c.json(shown(mail), 200)
  })
}
