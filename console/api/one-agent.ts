import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { App, Work } from '#core/app.ts'
import { changeRole } from '#core/people/change-role.ts'
import { deactivateAgent, reactivateAgent } from '#core/people/deactivate.ts'
import { setPresence } from '#core/people/presence.ts'
import { changeProfile } from '#core/people/profile.ts'
import { setSkills } from '#core/routing/skills-of-agent.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { Agent, AgentChange, Away, Levels } from './agent-shapes.ts'
import { agentNow } from './agent-shown.ts'
import { body, gives } from './answers.ts'
import { byId } from './input.ts'
import { change } from './unit.ts'

const about = { tags: ['Agents'] }
const params = byId<PersonId>()

const set = createRoute({
  ...about,
  method: 'patch',
  path: '/agents/{id}',
  summary: 'Change how somebody works; role and access are for admins',
  ...needs('*'),
  request: { params, body: body(AgentChange) },
  responses: gives(Agent, 'The agent as they are now.'),
})

const know = createRoute({
  ...about,
  method: 'put',
  path: '/agents/{id}/skills',
  summary: 'Say all that somebody knows; for managers of their teams and admins',
  ...needs('*', ['manager', 'admin']),
  request: { params, body: body(z.strictObject({ skills: Levels }).openapi('AgentSkills')) },
  responses: gives(Agent, 'The agent as they are now.'),
})

const away = createRoute({
  ...about,
  method: 'put',
  path: '/agents/{id}/availability',
  summary: 'Say that somebody is away, or back: oneself, or whom one manages',
  ...needs('tickets:write'),
  request: { params, body: body(Away) },
  responses: gives(Agent, 'The agent as they are now.'),
})

type Todo = (work: Work, id: PersonId) => Promise<unknown>

export function oneAgentRoutes(api: OpenAPIHono<Caller>, app: App): void {
  const changed = async (c: Context<Caller>, id: PersonId, todo: Todo) => {
    await change(app, c, (work) => todo(work, id))
    return agentNow(app, id)
  }

  api.openapi(set, async (c) => {
    const { role, active, ...profile } = c.req.valid('json')
    const agent = await changed(c, c.req.valid('param').id, async (work, id) => {
      if (active === true) await reactivateAgent(work, id)
      if (Object.keys(profile).length > 0) await changeProfile(work, id, profile)
      if (role) await changeRole(work, id, role)
      if (active === false) await deactivateAgent(work, id)
    })
    return c.json(agent, 200)
  })

  api.openapi(know, async (c) => {
    const { skills } = c.req.valid('json')
    const { id } = c.req.valid('param')
    return c.json(await changed(c, id, (work) => setSkills(work, id, skills)), 200)
  })

  api.openapi(away, async (c) => {
    const { presence, until } = c.req.valid('json')
    const choice = { presence, until: until ? new Date(until) : null }
    const { id } = c.req.valid('param')
    return c.json(await changed(c, id, (work) => setPresence(work, id, choice)), 200)
  })
}
