import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { addSkill, allSkills, removeSkill } from '#core/routing/skills.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, done, lists } from './answers.ts'
import { line } from './input.ts'
import { change, make } from './unit.ts'

const about = { tags: ['Agents'] }
const managers = needs('*', ['manager', 'admin'])
const Skill = z.object({ name: z.string() }).openapi('Skill')

const list = createRoute({
  ...about,
  method: 'get',
  path: '/skills',
  summary: 'What tickets can need and agents can know',
  ...needs('tickets:read'),
  responses: lists(
    Skill.extend({ agents: z.int() }),
    'All skills, with how many agents know each.',
  ),
})

const add = createRoute({
  ...about,
  method: 'post',
  path: '/skills',
  summary: 'Add a skill; for managers and admins',
  ...managers,
  request: { body: body(z.strictObject({ name: line(64) }).openapi('NewSkill')) },
  responses: creates(Skill, 'The skill, in lower case.'),
})

const remove = createRoute({
  ...about,
  method: 'delete',
  path: '/skills/{name}',
  summary: 'Remove a skill, from its agents too; for managers and admins',
  ...managers,
  request: {
    params: z.strictObject({ name: line(64).openapi({ param: { name: 'name', in: 'path' } }) }),
  },
  responses: done('It is gone.'),
})

export function skillRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) =>
    c.json({ items: await read(app, c.get('as'), (db) => allSkills(db)) }, 200),
  )

  api.openapi(add, async (c) => {
    const { name } = c.req.valid('json')
    const skill = await make(app, c, async (work) => ({ name: await addSkill(work, name) }))
    return c.json(skill, 201)
  })

  api.openapi(remove, async (c) => {
    const { name } = c.req.valid('param')
    await change(app, c, (work) => removeSkill(work, name))
    return c.body(null, 204)
  })
}
