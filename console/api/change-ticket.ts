import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { App, Work } from '#core/app.ts'
import { whichAgent } from '#core/people/which-agent.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { markSensitive, moveTicket, prioritiseTicket, renameTicket } from '#core/tickets/change.ts'
import { describeTicket } from '#core/tickets/fields.ts'
import { readTicket } from '#core/tickets/find.ts'
import { openFor } from '#core/tickets/open-for.ts'
import { setTags, tagTicket } from '#core/tickets/tag.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { ticketPriority, ticketStatus } from '#db/schema/enums.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, givesTicket } from './answers.ts'
import { byId, email, fields, line, reference, tags, text } from './input.ts'
import { Ticket } from './shapes.ts'
import { changeTicket, showTicket } from './show-ticket.ts'
import { make } from './unit.ts'
import { writingOf, written } from './written.ts'

const NewTicket = z
  .strictObject({
    subject: line(1000),
    requester: z.strictObject({ email, name: text(200).default('') }),
    ...written,
    team: reference.optional().openapi({ description: 'Absent: your first team.' }),
    assignee: reference.optional(),
    priority: z.enum(ticketPriority.enumValues).optional(),
    tags: tags.optional(),
    fields: fields.optional(),
  })
  .openapi('NewTicket')

const TicketChanges = z
  .strictObject({
    subject: line(1000),
    priority: z.enum(ticketPriority.enumValues),
    tags: z.union([tags, z.strictObject({ add: tags, remove: tags }).partial()]).openapi({
      description: 'These and no others; or which to `add` and which to `remove`.',
    }),
    fields,
    metadata: fields.openapi({ description: 'The same as `fields`.' }),
    team: reference,
    assignee: reference.nullable(),
    status: z.enum(ticketStatus.enumValues),
    sensitive: z.boolean(),
  })
  .partial()
  .openapi('TicketChanges')

const open = createRoute({
  method: 'post',
  path: '/tickets',
  tags: ['Tickets'],
  summary: 'Open a ticket in the name of its requester',
  ...needs('tickets:write'),
  request: { body: body(NewTicket) },
  responses: creates(Ticket, 'The ticket.'),
})

const patch = createRoute({
  method: 'patch',
  path: '/tickets/{id}',
  tags: ['Tickets'],
  summary: 'Change a ticket: all that is asked, or nothing',
  ...needs('tickets:write'),
  request: { params: byId<TicketId>(), body: body(TicketChanges) },
  responses: givesTicket,
})

export function changeTicketRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(open, async (c) => {
    const { text, html, attachments, ...asked } = c.req.valid('json')
    const first = await writingOf(app, { text, html, attachments })
    const opened = await make(
      app,
      c,
      async (work) => ({ ticket: await openFor(work, { ...asked, first }) }),
      async (db, { ticket }) => showTicket(db, await readTicket(db, ticket), app.clock()),
    )
    c.header('Location', `/api/v1/tickets/${opened.id}`)
    return c.json(opened, 201)
  })

  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param')
    return changeTicket(app, c, id, (work) => applyChanges(work, id, c.req.valid('json')))
  })
}

/** What hides a ticket from its caller comes last, so that nothing after it is refused for that. */
async function applyChanges(
  work: Work,
  id: TicketId,
  changes: z.output<typeof TicketChanges>,
): Promise<void> {
  const { subject, priority, team, assignee, status, sensitive } = changes
  const facts = { ...changes.fields, ...changes.metadata }
  if (subject !== undefined) await renameTicket(work, id, subject)
  if (priority !== undefined) await prioritiseTicket(work, id, priority)
  if (Array.isArray(changes.tags)) await setTags(work, id, changes.tags)
  else if (changes.tags) await tagTicket(work, id, changes.tags)
  if (Object.keys(facts).length > 0) await describeTicket(work, id, facts)
  if (team !== undefined) await transferTicket(work, id, await whichTeam(work.tx, team))
  if (assignee !== undefined)
    await assignTicket(work, id, assignee === null ? null : await whichAgent(work.tx, assignee))
  if (status !== undefined) await moveTicket(work, id, status)
  if (sensitive !== undefined) await markSensitive(work, id, sensitive)
}
