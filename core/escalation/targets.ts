import { sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { maySee } from '#core/notifications/may-see.ts'
import type { Ticket } from '#core/tickets/ticket.ts'
import type { PersonId } from '#db/schema/columns.ts'
import type { AgentRole } from '#db/schema/enums.ts'
import { watchers } from '#db/schema/tickets.ts'
import type { Target } from './ladder.ts'

/** Whom a step reaches: people by name, and channels of Slack. */
export interface Reached {
  people: { id: PersonId; name: string }[]
  channels: string[]
}

interface Candidate {
  id: PersonId
  name: string
  role: AgentRole
  inTeam: boolean
}

/**
 * Those whom targets mean for a ticket, of whom nobody is told what they may not see. Who is named in person follows
 * the ticket from then on, so that they do. Where a step would reach nobody, the team's leads are told in their place,
 * else its managers, else the admins.
 * @param but who does it themselves
 */
export async function reachedBy(
  work: Work,
  ticket: Ticket,
  targets: readonly Target[],
  but: PersonId | null,
): Promise<Reached> {
  const named = targets.flatMap((target) => (target.to === 'person' ? target.person : []))
  await follow(work, ticket, named)
  const candidates = (await candidatesFor(work, ticket)).filter(({ id }) => id !== but)
  const channels = targets.flatMap((target) => (target.to === 'channel' ? target.channel : []))
  const meant = candidates.filter((one) => targets.some((target) => isMeant(one, target, ticket)))
  if (meant.length + channels.length > 0) return { people: meant, channels: [...new Set(channels)] }
  const instead = [
    candidates.filter(({ role, inTeam }) => role === 'lead' && inTeam),
    candidates.filter(({ role, inTeam }) => role === 'manager' && inTeam),
    candidates.filter(({ role }) => role === 'admin'),
  ]
  return { people: instead.find((group) => group.length > 0) ?? [], channels: [] }
}

function isMeant({ id, role, inTeam }: Candidate, target: Target, { assigneeId }: Ticket): boolean {
  if (target.to === 'assignee') return id === assigneeId
  if (target.to === 'person') return id === target.person
  if (target.to === 'role') return role === target.role
  if (target.to === 'team') return inTeam
  return target.to === role && inTeam // Leads and managers.
}

async function candidatesFor(work: Work, { id }: Ticket): Promise<Candidate[]> {
  const rows = await work.tx.execute<{
    id: PersonId
    name: string
    role: AgentRole
    in_team: boolean
  }>(sql`
    select a.person_id as id, p.name, a.role, exists (
      select from memberships m where m.team_id = t.team_id and m.person_id = a.person_id) as in_team
    from agents a join people p on p.id = a.person_id join tickets t on t.id = ${id}
    where ${maySee} order by p.name, a.person_id`)
  return [...rows].map(({ in_team: inTeam, ...row }) => ({ ...row, inTeam }))
}

async function follow(work: Work, { id }: Ticket, named: readonly PersonId[]): Promise<void> {
  if (named.length === 0) return
  await work.tx.execute(sql`
    insert into ${watchers} (ticket_id, person_id, created_at)
    select ${id}, a.person_id, ${work.now.toISOString()} from agents a join tickets t on t.id = ${id}
    where a.person_id = any(${sql.param([...named])}::int[]) and a.deactivated_at is null
      and a.role <> 'auditor' and not (${maySee})
    on conflict do nothing`)
}
