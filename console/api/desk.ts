import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read, type Work } from '#core/app.ts'
import { allAgents } from '#core/people/agent-list.ts'
import { refuse } from '#core/refusal.ts'
import { joinTeam } from '#core/teams/membership.ts'
import { addMailbox, addTeam, allMailboxes, allTeams } from '#core/teams/teams.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, gives } from './answers.ts'
import { email, line, reference } from './input.ts'
import { Agent, Mailbox, Team } from './shapes.ts'
import { change } from './unit.ts'

const NewTeam = z
  .strictObject({ name: line(80), slackChannel: line(80).optional() })
  .openapi('NewTeam')
const NewMailbox = z
  .strictObject({ address: email, name: line(200).optional(), team: reference })
  .openapi('NewMailbox')

/** Few enough to be given whole. */
function list<Item extends z.ZodType>(name: 'teams' | 'agents' | 'mailboxes', item: Item) {
  return createRoute({
    method: 'get',
    path: `/${name}`,
    tags: ['Desk'],
    summary: `All ${name}`,
    ...needs('tickets:read'),
    responses: gives(z.object({ items: z.array(item) }), `All ${name}.`),
  })
}

const managers = needs('*', ['manager', 'admin'])

const newTeam = createRoute({
  method: 'post',
  path: '/teams',
  tags: ['Desk'],
  summary: 'Add a team; for managers and admins',
  ...managers,
  request: { body: body(NewTeam) },
  responses: creates(Team, 'The team.'),
})

const newMailbox = createRoute({
  method: 'post',
  path: '/mailboxes',
  tags: ['Desk'],
  summary: 'Add an address that mail comes to; for the managers of its team and admins',
  ...managers,
  request: { body: body(NewMailbox) },
  responses: creates(Mailbox, 'The mailbox.'),
})

export function deskRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list('teams', Team), async (c) =>
    c.json({ items: await read(app, c.get('as'), (db) => allTeams(db)) }, 200),
  )
  api.openapi(list('agents', Agent), async (c) =>
    c.json({ items: await read(app, c.get('as'), (db) => allAgents(db)) }, 200),
  )
  api.openapi(list('mailboxes', Mailbox), async (c) =>
    c.json({ items: await read(app, c.get('as'), (db) => allMailboxes(db)) }, 200),
  )

  api.openapi(newTeam, async (c) => {
    const given = c.req.valid('json')
    const team = await change(
      app,
      c,
      (work) => addOwnTeam(work, given),
      async (_, made) => made,
    )
    return c.json(team, 201)
  })

  api.openapi(newMailbox, async (c) => {
    const { address, team, name } = c.req.valid('json')
    const mailbox = await change(
      app,
      c,
      async (work) => {
        const teamId = await whichTeam(work.tx, team)
        const { role, teamIds } = c.get('as')
        if (role !== 'admin' && !teamIds.includes(teamId))
          refuse('not-allowed', { why: 'managers configure their own teams' })
        return { id: await addMailbox(work, { address, teamId, name: name ?? address }) }
      },
      async (db, { id }) => (await allMailboxes(db)).find((each) => each.id === id),
    )
    return c.json(mailbox ?? refuse('not-found', { what: 'mailbox' }), 201)
  })
}

/** A manager who adds a team is its first member, or could not go on to configure it. */
async function addOwnTeam(work: Work, { name, slackChannel }: z.output<typeof NewTeam>) {
  const id = await addTeam(work, name, slackChannel)
  if (work.actor?.role === 'manager') await joinTeam(work, id, work.actor.personId)
  return { id, name }
}
