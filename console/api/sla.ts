import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { type App, type Reader, read } from '#core/app.ts'
import {
  addPolicy,
  allPolicies,
  changePolicy,
  type PolicyRow,
  readPolicy,
  removePolicy,
} from '#core/sla/policies.ts'
import { readTicketSla } from '#core/sla/ticket-sla.ts'
import type { SlaPolicyId, TicketId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, done, gives, lists } from './answers.ts'
import { byId } from './input.ts'
import { NewSlaPolicy, SlaPolicy, SlaPolicyChange, TicketSla } from './sla-shapes.ts'
import { change, lookAt, make } from './unit.ts'
import { Version, versionsShown } from './versions.ts'

const about = { tags: ['SLA'] }
const managers = needs('*', ['manager', 'admin'])
const params = byId<SlaPolicyId>()

const ofTicket = createRoute({
  ...about,
  method: 'get',
  path: '/tickets/{id}/sla',
  summary: 'The clocks of a ticket, with their pauses',
  ...needs('tickets:read'),
  request: { params: byId<TicketId>() },
  responses: gives(TicketSla, 'Its clocks as of now.'),
})

const list = createRoute({
  ...about,
  method: 'get',
  path: '/sla-policies',
  summary: 'What is promised to whom, in the order in which it is asked',
  ...needs('tickets:read'),
  responses: lists(SlaPolicy, 'All SLA policies.'),
})

const add = createRoute({
  ...about,
  method: 'post',
  path: '/sla-policies',
  summary: 'Add an SLA policy; for managers of its team and admins',
  ...managers,
  request: { body: body(NewSlaPolicy) },
  responses: creates(SlaPolicy, 'The policy.'),
})

const set = createRoute({
  ...about,
  method: 'patch',
  path: '/sla-policies/{id}',
  summary: 'Change an SLA policy; running clocks are counted anew from their start',
  ...managers,
  request: { params, body: body(SlaPolicyChange) },
  responses: gives(SlaPolicy, 'The policy as it is now.'),
})

const remove = createRoute({
  ...about,
  method: 'delete',
  path: '/sla-policies/{id}',
  summary: 'Remove an SLA policy; its tickets go over to the next that fits',
  ...managers,
  request: { params },
  responses: done('It is gone.'),
})

const versions = createRoute({
  ...about,
  method: 'get',
  path: '/sla-policies/{id}/versions',
  summary: 'How an SLA policy read at each of its versions, the latest first',
  ...needs('tickets:read'),
  request: { params },
  responses: lists(Version, 'Its versions.'),
})

export function slaRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(ofTicket, async (c) => {
    const { id } = c.req.valid('param')
    const sla = await lookAt(app, c, id, (db) => readTicketSla(db, id, app.clock()))
    return c.json(sla, 200)
  })

  api.openapi(list, async (c) => {
    const rows = await read(app, c.get('as'), (db) => allPolicies(db))
    return c.json({ items: rows.map(shown) }, 200)
  })

  api.openapi(add, async (c) => {
    const given = c.req.valid('json')
    const added = await make(
      app,
      c,
      async (work) => ({ id: await addPolicy(work, given) }),
      (db, { id }) => shownById(db, id),
    )
    return c.json(added, 201)
  })

  api.openapi(set, async (c) => {
    const { id } = c.req.valid('param')
    const given = c.req.valid('json')
    const policy = await change(
      app,
      c,
      (work) => changePolicy(work, id, given),
      (db) => shownById(db, id),
    )
    return c.json(policy, 200)
  })

  api.openapi(remove, async (c) => {
    const { id } = c.req.valid('param')
    await change(app, c, (work) => removePolicy(work, id))
    return c.body(null, 204)
  })

  api.openapi(versions, async (c) => {
    const { id } = c.req.valid('param')
    const items = await read(app, c.get('as'), async (db) => {
      await readPolicy(db, id)
      return versionsShown(db, `sla_policy:${id}`)
    })
    return c.json({ items }, 200)
  })
}

async function shownById(db: Reader, id: SlaPolicyId) {
  return shown(await readPolicy(db, id))
}

function shown(policy: PolicyRow) {
  return { ...policy, changedAt: policy.changedAt.toISOString() }
}
