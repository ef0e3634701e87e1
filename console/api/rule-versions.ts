import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { readRule } from '#core/routing/rule-find.ts'
import { restoreRule } from '#core/routing/rule-keep.ts'
import { readVersions } from '#core/versions.ts'
import type { RuleId } from '#db/schema/columns.ts'
import type { Caller } from './access.ts'
import { body, gives, lists } from './answers.ts'
import { byId } from './input.ts'
import { keeping, Rule, reading, shown, Version } from './rule-shapes.ts'
import { change } from './unit.ts'

const params = byId<RuleId>()

const versions = createRoute({
  ...reading,
  method: 'get',
  path: '/rules/{id}/versions',
  summary: 'How a rule read before, the latest first',
  request: { params },
  responses: lists(Version, 'Each version, and who made it.'),
})
const restore = createRoute({
  ...keeping,
  method: 'post',
  path: '/rules/{id}/restore',
  summary: 'Make a rule read as it did at an earlier version',
  request: {
    params,
    body: body(z.strictObject({ version: z.int().positive() }).openapi('RuleRestore')),
  },
  responses: gives(Rule, 'The rule as it is now.'),
})

export function ruleVersionRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(versions, async (c) => {
    const { id } = c.req.valid('param')
    const rows = await read(app, c.get('as'), (db) => readVersions(db, `rule:${id}`))
    const items = rows.map(({ definition: rule, changedAt, ...row }) => ({
      ...row,
      rule,
      changedAt: changedAt.toISOString(),
    }))
    return c.json({ items }, 200)
  })

  api.openapi(restore, async (c) => {
    const { id } = c.req.valid('param')
    const { version } = c.req.valid('json')
    const restored = await change(
      app,
      c,
      (work) => restoreRule(work, id, version),
      (db) => readRule(db, id),
    )
    return c.json(shown(restored), 200)
  })
}
