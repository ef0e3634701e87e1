import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { addMember, removeMember } from '#core/teams/members.ts'
import { addOwnTeam } from '#core/teams/own-team.ts'
import { changeTeam, teamAsSet, teamsAsSet } from '#core/teams/settings.ts'
import type { PersonId, TeamId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, done, gives, lists } from './answers.ts'
import { byId, numbered } from './input.ts'
import { NewTeam, Team, TeamChange } from './team-shapes.ts'
import { change, make } from './unit.ts'

const about = { tags: ['Teams'] }
const managers = needs('*', ['manager', 'admin'])
const params = byId<TeamId>()
const member = z.strictObject({
  id: numbered<TeamId>().openapi({ param: { name: 'id', in: 'path' } }),
  person: numbered<PersonId>().openapi({ param: { name: 'person', in: 'path' } }),
})

const list = createRoute({
  ...about,
  method: 'get',
  path: '/teams',
  summary: 'All teams, as they are set',
  ...needs('tickets:read'),
  responses: lists(Team, 'All teams.'),
})

const add = createRoute({
  ...about,
  method: 'post',
  path: '/teams',
  summary: 'Add a team; for managers and admins',
  ...managers,
  request: { body: body(NewTeam) },
  responses: creates(Team, 'The team.'),
})

const set = createRoute({
  ...about,
  method: 'patch',
  path: '/teams/{id}',
  summary: 'Change how a team works; for its managers and admins',
  ...managers,
  request: { params, body: body(TeamChange) },
  responses: gives(Team, 'The team as it is now.'),
})

const join = createRoute({
  ...about,
  method: 'put',
  path: '/teams/{id}/members/{person}',
  summary: 'Put an agent into a team; for its managers and admins',
  ...managers,
  request: { params: member },
  responses: done('They are in the team.'),
})

const leave = createRoute({
  ...about,
  method: 'delete',
  path: '/teams/{id}/members/{person}',
  summary: 'Take an agent out of a team; for its managers and admins',
  ...managers,
  request: {
    params: member,
    query: z.strictObject({
      tickets: z.enum(['keep', 'return']).default('keep').openapi({
        description: '`return`: their open tickets of the team go back to its queue.',
      }),
    }),
  },
  responses: gives(
    z.object({ openTickets: z.int(), returned: z.boolean() }),
    'How many open tickets of the team they had, and whether those are in its queue now.',
  ),
})

export function teamRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) =>
    c.json({ items: await read(app, c.get('as'), (db) => teamsAsSet(db)) }, 200),
  )

  api.openapi(add, async (c) => {
    const given = c.req.valid('json')
    const team = await make(
      app,
      c,
      async (work) => ({ id: await addOwnTeam(work, given.name, given.slackChannel) }),
      (db, { id }) => teamAsSet(db, id),
    )
    return c.json(team, 201)
  })

  api.openapi(set, async (c) => {
    const { id } = c.req.valid('param')
    const given = c.req.valid('json')
    const team = await change(
      app,
      c,
      (work) => changeTeam(work, id, given),
      (db) => teamAsSet(db, id),
    )
    return c.json(team, 200)
  })

  api.openapi(join, async (c) => {
    const { id, person } = c.req.valid('param')
    await change(app, c, (work) => addMember(work, id, person))
    return c.body(null, 204)
  })

  api.openapi(leave, async (c) => {
    const { id, person } = c.req.valid('param')
    const returned = c.req.valid('query').tickets === 'return'
    const done = await make(app, c, async (work) => ({
      openTickets: await removeMember(work, id, person, { returnTickets: returned }),
      returned,
    }))
    return c.json(done, 200)
  })
}
