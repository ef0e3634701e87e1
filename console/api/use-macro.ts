import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { App } from '#core/app.ts'
import { applyMacro } from '#core/macros/apply.ts'
import { readMacro } from '#core/macros/find.ts'
import { MacroActions } from '#core/macros/macro.ts'
import { filledFor } from '#core/macros/words-of.ts'
import type { MacroId, TicketId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, gives, givesTicket } from './answers.ts'
import { byId } from './input.ts'
import { changeTicket } from './show-ticket.ts'
import { lookAt } from './unit.ts'

const macro = z.int().positive().max(2_147_483_647)
const which = body(z.strictObject({ macro }))
const asked = body(
  z.strictObject({
    macro,
    confirm: z.boolean().default(false).openapi({
      description:
        'Needed for a macro that was done on the same ticket within the last 10 seconds.',
    }),
  }),
)

const apply = createRoute({
  method: 'post',
  path: '/tickets/{id}/macro',
  tags: ['Tickets'],
  summary: 'Write what a macro says and do what it does, all or nothing',
  ...needs('tickets:write'),
  request: { params: byId<TicketId>(), body: asked },
  responses: givesTicket,
})

const preview = createRoute({
  method: 'post',
  path: '/tickets/{id}/macro/preview',
  tags: ['Tickets'],
  summary: 'What a macro would write and do here; nothing is changed',
  ...needs('tickets:read'),
  request: { params: byId<TicketId>(), body: which },
  responses: gives(
    z.object({ text: z.string(), note: z.boolean(), actions: MacroActions }),
    'Its words, filled, and its actions.',
  ),
})

export function macroUseRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(apply, async (c) => {
    const { id } = c.req.valid('param')
    const { macro, confirm } = c.req.valid('json')
    const { UNDO_SECONDS: undoSeconds } = app.env
    return changeTicket(app, c, id, (work) =>
      applyMacro(work, id, macro as MacroId, { undoSeconds, confirm }),
    )
  })

  api.openapi(preview, async (c) => {
    const { id } = c.req.valid('param')
    const { macro } = c.req.valid('json')
    const would = await lookAt(app, c, id, async (db) => {
      const { text, note, actions } = await readMacro(db, macro as MacroId)
      return { text: await filledFor(db, c.get('as'), id, text), note, actions }
    })
    return c.json(would, 200)
  })
}
