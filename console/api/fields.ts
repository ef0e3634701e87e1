import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, type Reader, read } from '#core/app.ts'
import { addField, changeField, findFields } from '#core/fields/keep.ts'
import { refuse } from '#core/refusal.ts'
import { whichTeamOrAll } from '#core/teams/which-team.ts'
import { fieldType } from '#db/schema/enums.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, gives, lists } from './answers.ts'
import { line, reference } from './input.ts'
import { change } from './unit.ts'

const key = z.string().regex(/^[a-zA-Z0-9_.-]{1,64}$/, 'letters, digits, `_`, `.`, `-`; at most 64')
const options = z.array(line(100)).max(200)

const Field = z
  .object({
    key: z.string(),
    label: z.string(),
    type: z.enum(fieldType.enumValues),
    options: z.array(z.string()).openapi({ description: 'Of selects.' }),
    teamId: z.int().nullable().openapi({ description: 'Null: every team.' }),
    required: z.boolean().openapi({ description: 'No agent settles a ticket without it.' }),
    position: z.int(),
    retired: z.boolean().openapi({ description: 'No longer asked for; values are kept.' }),
  })
  .openapi('Field')

const about = { tags: ['Desk'] }
const managers = needs('*', ['manager', 'admin'])

const list = createRoute({
  ...about,
  method: 'get',
  path: '/fields',
  summary: 'The fields that tickets have, in their order',
  ...needs('tickets:read'),
  responses: lists(Field, 'All of them.'),
})

const add = createRoute({
  ...about,
  method: 'post',
  path: '/fields',
  summary: 'Give tickets a field; for managers of the team and admins',
  ...managers,
  request: {
    body: body(
      z
        .strictObject({
          key,
          label: line(80),
          type: z.enum(fieldType.enumValues),
          options: options.default([]),
          team: reference.nullable().openapi({ description: 'Null: every team.' }),
          required: z.boolean().default(false),
        })
        .openapi('NewField'),
    ),
  },
  responses: creates(Field, 'The field.'),
})

const patch = createRoute({
  ...about,
  method: 'patch',
  path: '/fields/{key}',
  summary: 'Change a field, or retire it; its key and type stay',
  ...managers,
  request: {
    params: z.strictObject({ key: key.openapi({ param: { name: 'key', in: 'path' } }) }),
    body: body(
      z
        .strictObject({
          label: line(80),
          options,
          required: z.boolean(),
          position: z.int().min(0).max(10_000),
          retired: z.boolean(),
        })
        .partial()
        .openapi('FieldChanges'),
    ),
  },
  responses: gives(Field, 'The field.'),
})

export function fieldRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => c.json({ items: await read(app, c.get('as'), shown) }, 200))

  api.openapi(add, async (c) => {
    const { team, ...given } = c.req.valid('json')
    const added = await change(
      app,
      c,
      async (work) => {
        const teamId = await whichTeamOrAll(work.tx, team)
        await addField(work, { ...given, teamId })
      },
      (db) => one(db, given.key),
    )
    return c.json(added, 201)
  })

  api.openapi(patch, async (c) => {
    const { key } = c.req.valid('param')
    const changed = await change(
      app,
      c,
      (work) => changeField(work, key, c.req.valid('json')),
      (db) => one(db, key),
    )
    return c.json(changed, 200)
  })
}

async function shown(db: Reader) {
  const fields = await findFields(db)
  return fields.map(({ createdAt: _, retiredAt, ...field }) => ({
    ...field,
    retired: retiredAt !== null,
  }))
}

async function one(db: Reader, key: string) {
  const field = (await shown(db)).find((each) => each.key === key)
  return field ?? refuse('not-found', { what: 'field' })
}
