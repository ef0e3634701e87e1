import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, type Reader, read } from '#core/app.ts'
import { findMacros, readMacro } from '#core/macros/find.ts'
import { addMacro, changeMacro, removeMacro } from '#core/macros/keep.ts'
import { MacroActions } from '#core/macros/macro.ts'
import { whichTeamOrAll } from '#core/teams/which-team.ts'
import type { MacroId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, gives, lists } from './answers.ts'
import { byId, line, reference, text } from './input.ts'
import { MacroShape } from './macro-shape.ts'
import { change, make } from './unit.ts'

const team = reference.nullable().openapi({ description: 'Null: every team may use it.' })
const words = text(20_000).openapi({ description: 'With variables in double braces.' })
const note = z.boolean().openapi({ description: 'It is written as a note.' })

const about = { tags: ['Desk'] }
const managers = needs('*', ['manager', 'admin'])
const given = { name: line(80), team, text: words, note, actions: MacroActions }

const list = createRoute({
  ...about,
  method: 'get',
  path: '/macros',
  summary: 'Canned answers, with what is done beside them',
  ...needs('tickets:read'),
  responses: lists(MacroShape, 'All of them, by name.'),
})

const add = createRoute({
  ...about,
  method: 'post',
  path: '/macros',
  summary: 'Add a macro; for managers of the team and admins',
  ...managers,
  request: {
    body: body(
      z
        .strictObject({
          ...given,
          text: words.default(''),
          note: note.default(false),
          actions: MacroActions.default({}),
        })
        .openapi('NewMacro'),
    ),
  },
  responses: creates(MacroShape, 'The macro.'),
})

const patch = createRoute({
  ...about,
  method: 'patch',
  path: '/macros/{id}',
  summary: 'Change a macro',
  ...managers,
  request: {
    params: byId<MacroId>(),
    body: body(z.strictObject(given).partial().openapi('MacroChanges')),
  },
  responses: gives(MacroShape, 'The macro.'),
})

const remove = createRoute({
  ...about,
  method: 'delete',
  path: '/macros/{id}',
  summary: 'Take a macro away',
  ...managers,
  request: { params: byId<MacroId>() },
  responses: lists(MacroShape, 'Those that are left.'),
})

export function macroRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => c.json(await read(app, c.get('as'), all), 200))

  api.openapi(add, async (c) => {
    const { team, ...macro } = c.req.valid('json')
    const added = await make(
      app,
      c,
      async (work) => {
        const teamId = await whichTeamOrAll(work.tx, team)
        return { id: await addMacro(work, { ...macro, teamId }) }
      },
      (db, { id }) => readMacro(db, id),
    )
    return c.json(added, 201)
  })

  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param')
    const { team, ...macro } = c.req.valid('json')
    const changed = await change(
      app,
      c,
      async (work) => {
        const teamId = team === undefined ? undefined : await whichTeamOrAll(work.tx, team)
        await changeMacro(work, id, { ...macro, ...(teamId !== undefined && { teamId }) })
      },
      (db) => readMacro(db, id),
    )
    return c.json(changed, 200)
  })

  api.openapi(remove, async (c) => {
    const { id } = c.req.valid('param')
    const left = await change(app, c, (work) => removeMacro(work, id), all)
    return c.json(left, 200)
  })
}

async function all(db: Reader) {
  return { items: await findMacros(db) }
}
