import { and, asc, eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read, type Work } from '#core/app.ts'
import { changeProfile } from '#core/people/profile.ts'
import { addSkill, allSkills, type Levels } from '#core/routing/skills.ts'
import { setSkills } from '#core/routing/skills-of-agent.ts'
import { agentsOf } from '#core/teams/membership.ts'
import { changeTeam } from '#core/teams/settings.ts'
import { readTicket } from '#core/tickets/find.ts'
import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { AssignmentStrategy } from '#db/schema/enums.ts'
import { decisions } from '#db/schema/routing.ts'
import type { factories } from '#tests/support/factories.ts'

interface Member {
  name: string
  capacity?: number
  skills?: Levels
  languages?: string[]
}

/** A team that assigns by itself, with agents as they are described. */
export async function teamThatAssigns(
  app: App,
  a: ReturnType<typeof factories>,
  strategy: AssignmentStrategy,
  members: Member[],
) {
  const team = await a.team()
  const agents: Record<string, PersonId> = {}
  for (const { name, skills, ...profile } of members) {
    const { personId } = await a.agent({ name, teams: [team] })
    agents[name] = personId
    await perform(app, null, async (work) => {
      await changeProfile(work, personId, profile)
      if (skills) await knows(work, personId, skills)
    })
  }
  await perform(app, null, (work) => changeTeam(work, team, { strategy }))
  return { team, idOf: (name: string) => agents[name] ?? (0 as PersonId) }
}

async function knows(work: Work, personId: PersonId, levels: Levels) {
  const there = await allSkills(work.tx)
  for (const skill of Object.keys(levels))
    if (!there.some(({ name }) => name === skill)) await addSkill(work, skill)
  await setSkills(work, personId, levels)
}

export async function ownerOf(app: App, ticket: TicketId): Promise<string | undefined> {
  return (await read(app, null, (db) => readTicket(db, ticket))).assignee?.name
}

const facts =
  /had the conversation before|next in turn: |least loaded: \d|knows most: |the only one who can take it|first in the list|nobody can take it \(.+: .+\)|nobody in its team takes tickets|it is sensitive/

/**
 * The last decision on who gets a ticket, after a look at all of its team's: each names its deciding fact, and has a
 * reason for every agent of the team who was not chosen.
 */
export async function explained(app: App, ticket: TicketId, team: TeamId): Promise<string> {
  const [decided, members] = await read(app, null, async (db) => [
    await db
      .select({ ticketId: decisions.ticketId, words: decisions.words, details: decisions.details })
      .from(decisions)
      .where(
        and(
          sql`${decisions.details} ->> 'teamId' = ${String(team)}`,
          eq(decisions.kind, 'assignment'),
        ),
      )
      .orderBy(asc(decisions.id)),
    await agentsOf(db, team),
  ])
  const all = members.map(({ name }) => name).sort()
  for (const { words, details } of decided) {
    expect(words).toMatch(facts)
    if (words.includes('sensitive')) continue
    const { chosen, others } = details as {
      chosen: { name: string } | null
      others: { name: string; why: string }[]
    }
    if (chosen) expect(words).toContain(`Assigned to ${chosen.name}: `)
    const named = [...others, ...(chosen ? [chosen] : [])].map(({ name }) => name).sort()
    expect(all.filter((name) => !named.includes(name))).toEqual([])
    expect(others.filter(({ why }) => why.length < 4)).toEqual([])
  }
  const own = decided.filter(({ ticketId }) => ticketId === ticket)
  expect(own).not.toEqual([])
  return own.at(-1)?.words ?? ''
}
