import { asc, eq } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { holdActive } from '#core/people/hold-agent.ts'
import { requireManagerOf } from '#core/people/require-manager-of.ts'
import { teamsOf } from '#core/teams/teams-of.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agentSkills } from '#db/schema/routing.ts'
import { askToDrain } from './drain.ts'
import { type Levels, requireLevels } from './skills.ts'

export async function skillsOf(db: Reader, personId: PersonId): Promise<Levels> {
  const rows = await db
    .select({ skill: agentSkills.skill, level: agentSkills.level })
    .from(agentSkills)
    .where(eq(agentSkills.personId, personId))
    .orderBy(asc(agentSkills.skill))
  return Object.fromEntries(rows.map(({ skill, level }) => [skill, level]))
}

/** Says all that an agent knows: what is not given, they know no more. For managers of their teams and admins. */
export async function setSkills(work: Work, personId: PersonId, levels: Levels): Promise<void> {
  await requireManagerOf(work, personId)
  await requireLevels(work, levels)
  await holdActive(work, personId)
  const after = Object.fromEntries(Object.entries(levels).sort(([a], [b]) => (a < b ? -1 : 1)))
  const changes = changesBetween({ skills: await skillsOf(work.tx, personId) }, { skills: after })
  if (!changes.skills) return
  await work.tx.delete(agentSkills).where(eq(agentSkills.personId, personId))
  const known = Object.entries(after).map(([skill, level]) => ({ personId, skill, level }))
  if (known.length > 0) await work.tx.insert(agentSkills).values(known)
  await recordDesk(work, 'person', personId, 'skills_set', { changes })
  await askToDrain(work, await teamsOf(work.tx, personId))
}
