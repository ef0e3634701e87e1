import { and, asc, count, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import { agentSkills, rules, skills } from '#db/schema/routing.ts'
import { teams } from '#db/schema/teams.ts'

/** What agents know of each skill, from 1, some, to 5, all: `{ billing: 3 }`. */
export type Levels = Record<string, number>

/** The catalogue, by name, with how many agents know each. */
export function allSkills(db: Reader) {
  return db
    .select({ name: skills.name, agents: count(agentSkills.personId) })
    .from(skills)
    .leftJoin(agentSkills, eq(agentSkills.skill, skills.name))
    .groupBy(skills.name)
    .orderBy(asc(skills.name))
}

/** Adds a skill that tickets can need and agents can know. @returns its name in lower case */
export async function addSkill(work: Work, given: string): Promise<string> {
  requireConfigurer(work)
  const name = given.trim().toLowerCase()
  if (!/^[a-z0-9][a-z0-9 _.+-]{0,63}$/.test(name))
    refuse('wrong-input', {
      why: 'A skill has up to 64 letters from a to z, digits, spaces and . _ + -, like billing.',
    })
  const added = await work.tx
    .insert(skills)
    .values({ name, createdAt: work.now })
    .onConflictDoNothing()
    .returning({ name: skills.name })
  if (added.length === 0) refuse('already-exists', { what: `The skill ${name}` })
  await recordDesk(work, 'skill', name, 'skill_added')
  return name
}

/** Takes a skill out of the catalogue and from those who know it. Refuses one that a team or a rule asks for. */
export async function removeSkill(work: Work, given: string): Promise<void> {
  requireConfigurer(work)
  const name = given.trim().toLowerCase()
  const needing = await work.tx
    .select({ name: teams.name })
    .from(teams)
    .where(sql`jsonb_exists(${teams.skills}, ${name})`)
    .orderBy(asc(teams.name))
  if (needing.length > 0)
    refuse('wrong-input', {
      why: `Tickets of ${needing.map((team) => team.name).join(', ')} need ${name}. Change that first.`,
    })
  const [rule] = await work.tx
    .select({ name: rules.name })
    .from(rules)
    .where(
      and(
        isNull(rules.deletedAt),
        sql`jsonb_path_exists(${rules.definition}, '$.actions[*] ? (@.skill == $name)',
          jsonb_build_object('name', ${name}::text))`,
      ),
    )
    .limit(1)
  if (rule)
    refuse('still-used', {
      what: `The skill ${name}`,
      by: `the rule ${rule.name}`,
      next: 'Change that rule first.',
    })
  const knew = await work.tx
    .delete(agentSkills)
    .where(eq(agentSkills.skill, name))
    .returning({ personId: agentSkills.personId, level: agentSkills.level })
  const gone = await work.tx.delete(skills).where(eq(skills.name, name)).returning()
  if (gone.length === 0) refuse('not-found', { what: 'skill' })
  await recordDesk(work, 'skill', name, 'skill_removed', { knew })
}

/** Refuses skills that are not in the catalogue, with those that are, and levels that there are not. */
export async function requireLevels(work: Work, levels: Levels): Promise<void> {
  const names = Object.keys(levels)
  if (names.length === 0) return
  const known = await work.tx
    .select({ name: skills.name })
    .from(skills)
    .where(inArray(skills.name, names))
  const unknown = names.find((name) => !known.some((skill) => skill.name === name))
  if (unknown !== undefined) {
    const there = (await allSkills(work.tx)).map(({ name }) => name).join(', ')
    refuse('wrong-input', {
      why: `There is no skill ${unknown}. ${there ? `There are: ${there}.` : 'Add it first.'}`,
    })
  }
  for (const [name, level] of Object.entries(levels))
    if (![1, 2, 3, 4, 5].includes(level))
      refuse('wrong-input', { why: `${name}: a level is a number from 1 to 5.` })
}

/** The catalogue is one for all teams: their managers keep it together. */
function requireConfigurer({ actor }: Work): void {
  if (actor && actor.role !== 'admin' && actor.role !== 'manager')
    refuse('not-allowed', { why: 'skills are kept by managers and admins' })
}
