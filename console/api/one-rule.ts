import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { readRule } from '#core/routing/rule-find.ts'
import { changeRule, deleteRule } from '#core/routing/rule-keep.ts'
import { whichTeamOrAll } from '#core/teams/which-team.ts'
import type { RuleId } from '#db/schema/columns.ts'
import type { Caller } from './access.ts'
import { body, gives } from './answers.ts'
import { byId } from './input.ts'
import { given, keeping, Rule, reading, shown } from './rule-shapes.ts'
import { change } from './unit.ts'

const params = byId<RuleId>()

const show = createRoute({
  ...reading,
  method: 'get',
  path: '/rules/{id}',
  summary: 'One rule',
  request: { params },
  responses: gives(Rule, 'The rule.'),
})
const patch = createRoute({
  ...keeping,
  method: 'patch',
  path: '/rules/{id}',
  summary: 'Change a rule, or switch it on or off; each change is a version',
  request: { params, body: body(z.strictObject(given).partial().openapi('RuleChange')) },
  responses: gives(Rule, 'The rule as it is now.'),
})
const remove = createRoute({
  ...keeping,
  method: 'delete',
  path: '/rules/{id}',
  summary: 'Take a rule away; its history stays',
  request: { params },
  responses: gives(z.object({ id: z.int() }), 'The rule that is gone.'),
})
export function oneRuleRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(show, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(shown(await read(app, c.get('as'), (db) => readRule(db, id))), 200)
  })

  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param')
    const { team, ...rule } = c.req.valid('json')
    const changed = await change(
      app,
      c,
      async (work) => {
        const teamId = team === undefined ? undefined : await whichTeamOrAll(work.tx, team)
        await changeRule(work, id, { ...rule, ...(teamId !== undefined && { teamId }) })
      },
      (db) => readRule(db, id),
    )
    return c.json(shown(changed), 200)
  })

  api.openapi(remove, async (c) => {
    const { id } = c.req.valid('param')
    await change(app, c, (work) => deleteRule(work, id))
    return c.json({ id }, 200)
  })
}
