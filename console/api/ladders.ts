import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import {
  addLadder,
  allLadders,
  changeLadder,
  type Ladder as LadderRow,
  readLadder,
  removeLadder,
} from '#core/escalation/ladders.ts'
import type { LadderId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, done, gives, lists } from './answers.ts'
import { byId, line } from './input.ts'
import { change, make } from './unit.ts'
import { Version, versionsShown } from './versions.ts'

const tags = ['SLA']
const anybody = { tags, ...needs('tickets:read') }
const admins = { tags, ...needs('*', ['admin']) }
const params = byId<LadderId>()

const steps = z.array(z.unknown()).openapi({
  description:
    'Each tells its targets so many business minutes after the escalation began, while nobody acknowledges: `to` is `assignee`, `lead`, `team`, `manager`, `person` (with `person`), `channel` (with `channel`) or `role` (with `role`).',
  example: [{ after: 0, targets: [{ to: 'assignee' }] }],
})

const Ladder = z
  .object({ id: z.int(), name: z.string(), steps, version: z.int(), changedAt: z.iso.datetime() })
  .openapi('Ladder')
const NewLadder = z.strictObject({ name: line(80), steps }).openapi('NewLadder')

const list = createRoute({
  ...anybody,
  method: 'get',
  path: '/ladders',
  summary: 'Who is told next while nobody acknowledges an escalation',
  responses: lists(Ladder, 'All ladders, by name.'),
})

const add = createRoute({
  ...admins,
  method: 'post',
  path: '/ladders',
  summary: 'Add a ladder; for admins',
  request: { body: body(NewLadder) },
  responses: creates(Ladder, 'The ladder.'),
})

const set = createRoute({
  ...admins,
  method: 'patch',
  path: '/ladders/{id}',
  summary: 'Change a ladder for escalations to come; for admins',
  request: { params, body: body(NewLadder.partial().openapi('LadderChange')) },
  responses: gives(Ladder, 'The ladder as it is now.'),
})

const remove = createRoute({
  ...admins,
  method: 'delete',
  path: '/ladders/{id}',
  summary: 'Remove a ladder that no SLA policy names; for admins',
  request: { params },
  responses: done('It is gone.'),
})

const versions = createRoute({
  ...anybody,
  method: 'get',
  path: '/ladders/{id}/versions',
  summary: 'How a ladder read at each of its versions, the latest first',
  request: { params },
  responses: lists(Version, 'Its versions.'),
})

export function ladderRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const all = await read(app, c.get('as'), allLadders)
    return c.json({ items: all.map(shown) }, 200)
  })

  api.openapi(add, async (c) => {
    const given = c.req.valid('json')
    const made = await make(
      app,
      c,
      async (work) => ({ id: await addLadder(work, given) }),
      (db, { id }) => readLadder(db, id),
    )
    return c.json(shown(made), 201)
  })

  api.openapi(set, async (c) => {
    const { id } = c.req.valid('param')
    const changed = await change(
      app,
      c,
      (work) => changeLadder(work, id, c.req.valid('json')),
      (db) => readLadder(db, id),
    )
    return c.json(shown(changed), 200)
  })

  api.openapi(remove, async (c) => {
    const { id } = c.req.valid('param')
    await change(app, c, (work) => removeLadder(work, id))
    return c.body(null, 204)
  })

  api.openapi(versions, async (c) => {
    const { id } = c.req.valid('param')
    const items = await read(app, c.get('as'), async (db) => {
      await readLadder(db, id)
      return versionsShown(db, `ladder:${id}`)
    })
    return c.json({ items }, 200)
  })
}

function shown(ladder: LadderRow) {
  return { ...ladder, changedAt: ladder.changedAt.toISOString() }
}
