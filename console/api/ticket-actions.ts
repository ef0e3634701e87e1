import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import type { App, Work } from '#core/app.ts'
import { whichAgent } from '#core/people/which-agent.ts'
import { refuse } from '#core/refusal.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import { assignTicket, claimTicket } from '#core/tickets/assign.ts'
import { escalateTicket } from '#core/tickets/escalate.ts'
import { archiveTicket, deleteTicket, restoreTicket } from '#core/tickets/put-away.ts'
import { reopenTicket } from '#core/tickets/reopen.ts'
import { closeTicket, resolveTicket } from '#core/tickets/resolve.ts'
import { snoozeTicket } from '#core/tickets/snooze.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, givesTicket } from './answers.ts'
import { byId, line, reference } from './input.ts'
import { changeTicket } from './show-ticket.ts'

const plain = {
  claim: ['Take a ticket that nobody has', claimTicket],
  resolve: ['Its matter is settled', resolveTicket],
  close: ['The end of it', closeTicket],
  reopen: ['Back to work', reopenTicket],
  archive: ['Out of the lists, still found by search', archiveTicket],
  delete: ['Out of everything, until restored', deleteTicket],
  restore: ['Back from deletion or from the archive', restoreTicket],
} as const

export function ticketActionRoutes(api: OpenAPIHono<Caller>, app: App): void {
  for (const [action, [summary, todo]] of Object.entries(plain)) {
    const { middleware, ...needed } = needs('tickets:write')
    const route = createRoute({
      ...about(action, summary),
      ...needed,
      middleware: [middleware, withoutFields],
      request: { params: byId<TicketId>() },
    })
    api.openapi(route, async (c) => {
      const { id } = c.req.valid('param')
      return changeTicket(app, c, id, (work) => todo(work, id))
    })
  }
  withFields(api, app, 'assign', 'Give it to an agent of its team; null: back to the queue', {
    fields: { assignee: reference.nullable() },
    todo: async (work, id, { assignee }) =>
      assignTicket(work, id, assignee === null ? null : await whichAgent(work.tx, assignee)),
  })
  withFields(api, app, 'transfer', "Hand it to another team's queue", {
    fields: { team: reference },
    todo: async (work, id, { team }) => transferTicket(work, id, await whichTeam(work.tx, team)),
  })
  withFields(api, app, 'escalate', 'Raise it by one level', {
    fields: { reason: line(2000) },
    todo: (work, id, { reason }) => escalateTicket(work, id, reason),
  })
  withFields(api, app, 'snooze', 'Put it aside until a moment, or until the requester writes', {
    fields: { until: z.iso.datetime({ offset: true }) },
    todo: (work, id, { until }) => snoozeTicket(work, id, new Date(until)),
  })
}

function withFields<Shape extends z.ZodRawShape>(
  api: OpenAPIHono<Caller>,
  app: App,
  action: string,
  summary: string,
  {
    fields,
    todo,
  }: {
    fields: Shape
    todo: (work: Work, id: TicketId, given: z.output<z.ZodObject<Shape>>) => Promise<void>
  },
): void {
  const given = z.strictObject(fields)
  const route = createRoute({
    ...about(action, summary),
    ...needs('tickets:write'),
    request: { params: byId<TicketId>(), body: body(given) },
  })
  api.openapi(route, async (c) => {
    const { id } = c.req.valid('param')
    return changeTicket(app, c, id, (work) => todo(work, id, c.req.valid('json')))
  })
}

function about<Action extends string>(action: Action, summary: string) {
  return {
    method: 'post' as const,
    path: `/tickets/{id}/${action}` as const,
    tags: ['Tickets'],
    summary,
    responses: givesTicket,
  }
}

/** Many programs send `{}` or nothing; anything else was meant to say something that would go unheard. */
const withoutFields = createMiddleware<Caller>(async (c, next) => {
  const sent = (await c.req.text()).replace(/\s/g, '')
  if (sent !== '' && sent !== '{}')
    refuse('wrong-input', { why: 'This takes no fields: send no body.' })
  return next()
})
