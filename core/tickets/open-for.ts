import { asc, eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { findOrAddPerson } from '#core/people/find-or-add.ts'
import { whichAgent } from '#core/people/which-agent.ts'
import { refuse } from '#core/refusal.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import type { TeamId, TicketId } from '#db/schema/columns.ts'
import type { TicketPriority } from '#db/schema/enums.ts'
import { mailboxes, teams } from '#db/schema/teams.ts'
import { assignTicket } from './assign.ts'
import { describeTicket } from './fields.ts'
import { openTicket } from './open.ts'
import { setTags } from './tag.ts'
import { channelOf, type Writing } from './writing.ts'

interface Asked {
  subject: string
  requester: { email: string; name: string }
  first: Writing // What the requester wants, in their name.
  team?: string | number | undefined // Absent: the agent's own.
  assignee?: string | number | undefined
  priority?: TicketPriority | undefined
  tags?: readonly string[] | undefined
  fields?: Record<string, string | null> | undefined
}

/** Opens a ticket in the name of somebody who asked by phone, in person or through a program. */
export async function openFor(work: Work, asked: Asked): Promise<TicketId> {
  const { text, html, files = [] } = asked.first
  if (!text.trim() && files.length === 0) refuse('nothing-to-send')
  const teamId =
    asked.team === undefined ? await usualTeam(work) : await whichTeam(work.tx, asked.team)
  requireMember(work, teamId)
  const { email, name } = asked.requester
  const personId = await findOrAddPerson(work, email, name)
  const { ticketId } = await openTicket(work, {
    subject: asked.subject,
    teamId,
    requester: { personId, address: email },
    ...(asked.priority && { priority: asked.priority }),
    first: {
      channel: channelOf(work.actor),
      direction: 'inbound',
      visibility: 'public',
      authorId: personId,
      authorAddress: email,
      text,
      html: html ?? null,
      attachments: files,
    },
  })
  if (asked.tags) await setTags(work, ticketId, asked.tags)
  if (asked.fields) await describeTicket(work, ticketId, asked.fields)
  if (asked.assignee !== undefined)
    await assignTicket(work, ticketId, await whichAgent(work.tx, asked.assignee))
  return ticketId
}

/** The agent's first team; for one without teams, the first that takes mail. */
export async function usualTeam(work: Work): Promise<TeamId> {
  const [own] = work.actor?.teamIds ?? []
  if (own) return own
  const [first] = await work.tx
    .select({ id: teams.id })
    .from(teams)
    .leftJoin(mailboxes, eq(mailboxes.teamId, teams.id))
    .orderBy(asc(mailboxes.id), asc(teams.id))
    .limit(1)
  return first?.id ?? refuse('not-found', { what: 'team' })
}

/** Row level security would refuse it too, but not in words. */
function requireMember({ actor }: Work, teamId: TeamId): void {
  if (actor && actor.role !== 'admin' && !actor.teamIds.includes(teamId))
    refuse('not-allowed', { why: 'you can open tickets for your own teams only' })
}
