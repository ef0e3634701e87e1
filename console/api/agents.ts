import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { allAgents } from '#core/people/agent-list.ts'
import { addAgent } from '#core/people/agents.ts'
import { requireAdmin } from '#core/people/hold-agent.ts'
import { loadsNow } from '#core/people/loads.ts'
import { whichTeams } from '#core/teams/which-team.ts'
import { type Caller, needs } from './access.ts'
import { Agent, NewAgent } from './agent-shapes.ts'
import { agentNow, shown } from './agent-shown.ts'
import { body, creates, lists } from './answers.ts'
import { make } from './unit.ts'

const about = { tags: ['Agents'] }

const list = createRoute({
  ...about,
  method: 'get',
  path: '/agents',
  summary: 'All agents, with what they have in hand and whether they take more',
  ...needs('tickets:read'),
  responses: lists(Agent, 'All active agents.'),
})

const add = createRoute({
  ...about,
  method: 'post',
  path: '/agents',
  summary: 'Add somebody who answers; for admins',
  ...needs('*', ['admin']),
  request: { body: body(NewAgent) },
  responses: creates(Agent, 'The agent.'),
})

export function agentRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const { rows, loads } = await read(app, null, async (db) => ({
      rows: await allAgents(db),
      loads: await loadsNow(db),
    }))
    const now = app.clock()
    return c.json({ items: rows.map((row) => shown(row, loads.get(row.id), now)) }, 200)
  })

  api.openapi(add, async (c) => {
    const { teams, ...given } = c.req.valid('json')
    const { id } = await make(app, c, async (work) => {
      requireAdmin(work)
      const teamIds = await whichTeams(work.tx, teams)
      return { id: await addAgent(work, { ...given, teamIds }) }
    })
    return c.json(await agentNow(app, id), 201)
  })
}
