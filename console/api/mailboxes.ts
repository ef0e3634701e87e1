import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { addMailbox, allMailboxes } from '#core/teams/teams.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, lists } from './answers.ts'
import { email, line, reference } from './input.ts'
import { Mailbox } from './shapes.ts'
import { make } from './unit.ts'

const NewMailbox = z
  .strictObject({ address: email, name: line(200).optional(), team: reference })
  .openapi('NewMailbox')

const list = createRoute({
  method: 'get',
  path: '/mailboxes',
  tags: ['Teams'],
  summary: 'All mailboxes',
  ...needs('tickets:read'),
  responses: lists(Mailbox, 'All mailboxes.'),
})

const add = createRoute({
  method: 'post',
  path: '/mailboxes',
  tags: ['Teams'],
  summary: 'Add an address that mail comes to; for the managers of its team and admins',
  ...needs('*', ['manager', 'admin']),
  request: { body: body(NewMailbox) },
  responses: creates(Mailbox, 'The mailbox.'),
})

export function mailboxRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) =>
    c.json({ items: await read(app, c.get('as'), (db) => allMailboxes(db)) }, 200),
  )

  api.openapi(add, async (c) => {
    const { address, team, name } = c.req.valid('json')
    const mailbox = await make(
      app,
      c,
      async (work) => {
        const teamId = await whichTeam(work.tx, team)
        requireManager(work, teamId)
        return { id: await addMailbox(work, { address, teamId, name: name ?? address }) }
      },
      async (db, { id }) => (await allMailboxes(db)).find((each) => each.id === id),
    )
    return c.json(mailbox ?? refuse('not-found', { what: 'mailbox' }), 201)
  })
}
