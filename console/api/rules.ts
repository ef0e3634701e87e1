import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, type Reader, read } from '#core/app.ts'
import { findRules, readRule } from '#core/routing/rule-find.ts'
import { addRule } from '#core/routing/rule-keep.ts'
import { orderRules } from '#core/routing/rule-order.ts'
import { whichTeamOrAll } from '#core/teams/which-team.ts'
import type { RuleId } from '#db/schema/columns.ts'
import type { Caller } from './access.ts'
import { body, creates, lists } from './answers.ts'
import { given, keeping, Rule, reading, shown } from './rule-shapes.ts'
import { change, make } from './unit.ts'

const all = lists(Rule, 'All of them, in the order they are asked.')

const list = createRoute({
  ...reading,
  method: 'get',
  path: '/rules',
  summary: 'What is done with tickets by itself, in order',
  responses: all,
})
const add = createRoute({
  ...keeping,
  method: 'post',
  path: '/rules',
  summary: 'Add a rule behind all others; for managers of its team and admins',
  request: {
    body: body(
      z
        .strictObject({
          ...given,
          team: given.team.default(null),
          enabled: given.enabled.default(true),
        })
        .openapi('NewRule'),
    ),
  },
  responses: creates(Rule, 'The rule.'),
})
const order = createRoute({
  ...keeping,
  method: 'put',
  path: '/rules/order',
  summary: 'Put rules into an order; those not named keep their places',
  request: {
    body: body(
      z.strictObject({ rules: z.array(z.int().positive()).min(1).max(1000) }).openapi('RuleOrder'),
    ),
  },
  responses: all,
})
export function ruleRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => c.json(await read(app, c.get('as'), allOf), 200))

  api.openapi(add, async (c) => {
    const { team, ...rule } = c.req.valid('json')
    const made = await make(
      app,
      c,
      async (work) => ({
        id: await addRule(work, { ...rule, teamId: await whichTeamOrAll(work.tx, team) }),
      }),
      (db, { id }) => readRule(db, id),
    )
    return c.json(shown(made), 201)
  })

  api.openapi(order, async (c) => {
    const ids = c.req.valid('json').rules as RuleId[]
    return c.json(await change(app, c, (work) => orderRules(work, ids), allOf), 200)
  })
}

async function allOf(db: Reader) {
  return { items: (await findRules(db)).map(shown) }
}
