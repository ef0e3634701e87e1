import type { Agent } from '#core/actor.ts'
import { type App, perform, read } from '#core/app.ts'
import { addAgent, agentById } from '#core/people/agents.ts'
import { findOrAddPerson } from '#core/people/find-or-add.ts'
import { joinTeam } from '#core/teams/membership.ts'
import { addMailbox, addTeam } from '#core/teams/teams.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { moveTicket } from '#core/tickets/change.ts'
import { openTicket } from '#core/tickets/open.ts'
import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { AgentRole, TicketStatus } from '#db/schema/enums.ts'

/** Sentences that make a desk, out of core's own functions. Say only what the test is about. */
export function factories(app: App) {
  let count = 0
  let home: Promise<TeamId> | undefined

  function team(name = `Team ${++count}`): Promise<TeamId> {
    return perform(app, null, async (work) => {
      const teamId = await addTeam(work, name)
      await addMailbox(work, {
        address: `${name.toLowerCase().replaceAll(' ', '-')}@desk.test`,
        name,
        teamId,
      })
      return teamId
    })
  }

  /** The team that everything belongs to unless said otherwise; its address is help@desk.test. */
  function homeTeam(): Promise<TeamId> {
    home ??= perform(app, null, async (work) => {
      const teamId = await addTeam(work, 'Home')
      await addMailbox(work, { address: 'help@desk.test', name: 'Help', teamId })
      return teamId
    })
    return home
  }

  async function agent({
    role = 'agent' as AgentRole,
    teams = undefined as TeamId[] | undefined,
    name = '',
  } = {}): Promise<Agent> {
    const number = ++count
    const teamIds = teams ?? [await homeTeam()]
    const personId = await perform(app, null, (work) =>
      addAgent(work, {
        email: `agent${number}@desk.test`,
        name: name || `Agent ${number}`,
        role,
        teamIds,
      }),
    )
    return actor(personId)
  }

  async function actor(personId: PersonId): Promise<Agent> {
    const found = await read(app, null, (db) =>
      agentById(db, personId, { via: 'console', ip: '192.0.2.1' }),
    )
    if (!found) throw new Error(`person ${personId} is no agent`)
    return found
  }

  async function requester(address = `customer${++count}@example.org`, name = 'Ada Customer') {
    const personId = await perform(app, null, (work) => findOrAddPerson(work, address, name))
    return { personId, address }
  }

  async function ticket({
    status = 'new' as TicketStatus,
    team: inTeam = undefined as TeamId | undefined,
    subject = 'Printer on fire',
    text = 'It burns.',
    from = undefined as string | undefined,
    assignee = undefined as PersonId | undefined,
  } = {}): Promise<TicketId> {
    const teamId = inTeam ?? (await homeTeam())
    const asker = await requester(from)
    return perform(app, null, async (work) => {
      const { ticketId } = await openTicket(work, {
        subject,
        teamId,
        requester: asker,
        first: {
          channel: 'api',
          direction: 'inbound',
          visibility: 'public',
          authorId: asker.personId,
          authorAddress: asker.address,
          text,
        },
      })
      if (assignee) await assignTicket(work, ticketId, assignee)
      if (status !== 'new') await moveTicket(work, ticketId, status)
      return ticketId
    })
  }

  const join = (teamId: TeamId, personId: PersonId) =>
    perform(app, null, (work) => joinTeam(work, teamId, personId))

  return { team, homeTeam, agent, actor, requester, ticket, join }
}
