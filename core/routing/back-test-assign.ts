import { ne } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { deskSettings } from '#db/schema/routing.ts'
import { teams } from '#db/schema/teams.ts'
import type { Compared } from './back-test-rows.ts'
import { readCandidates } from './candidates.ts'
import { type Candidate, choose } from './matching.ts'

/** A ticket with what it asked of whoever got it. */
export interface Assigned {
  row: Compared
  skills: Readonly<Record<string, number>>
  language: string | null
}

interface Line {
  team: Pick<typeof teams.$inferSelect, 'skills' | 'strategy'>
  candidates: Candidate[]
  turns: number
  waiting: Assigned[]
}

/**
 * Gives tickets to agents in the order in which they were opened, each for as long as it really took, by the choice
 * that the desk goes by. Agents begin with nothing in hand, and are taken to be there, for who was away then is not
 * known. Where agents claim by hand, whoever had a ticket keeps it unless rules have moved it.
 */
export async function assignAgain(
  db: Reader,
  now: Date,
  opened: readonly Assigned[],
): Promise<void> {
  const lines = await readLines(db, now, opened)
  const [desk] = await db.select({ weights: deskSettings.priorityWeights }).from(deskSettings)
  const weightOf = ({ row }: Assigned) => desk?.weights?.[row.after.priority] ?? 1
  const working: { until: number; weight: number; who: Candidate; line: Line }[] = []

  function give(one: Assigned, line: Line): boolean {
    const need = {
      weight: weightOf(one),
      skills: { ...line.team.skills, ...one.skills },
      language: one.language,
      last: null,
      returned: null,
    }
    const { chosen } = choose(need, line.candidates, line.team.strategy)
    const who = line.candidates.find(({ personId }) => personId === chosen)
    if (!who) return false
    one.row.after.assigneeId = who.personId
    line.turns += 1
    who.turn = line.turns
    who.load += need.weight
    const until = one.row.resolvedAt?.getTime() ?? Number.POSITIVE_INFINITY
    if (until !== Number.POSITIVE_INFINITY) working.push({ until, weight: need.weight, who, line })
    return true
  }

  function release(at: number): void {
    working.sort((a, b) => b.until - a.until)
    for (let next = working.at(-1); next && next.until <= at; next = working.at(-1)) {
      working.pop()
      next.who.load -= next.weight
      const [first] = next.line.waiting
      if (first && give(first, next.line)) next.line.waiting.shift()
    }
  }

  for (const one of opened) {
    const { before, after, openedAt } = one.row
    const line = lines.get(after.teamId)
    if (after.assigneeId !== null) continue
    if (!line) after.assigneeId = after.teamId === before.teamId ? before.assigneeId : null
    else {
      release(openedAt.getTime())
      if (!give(one, line)) line.waiting.push(one)
    }
  }
  release(now.getTime())
}

async function readLines(db: Reader, now: Date, opened: readonly Assigned[]) {
  const giving = await db
    .select({ id: teams.id, skills: teams.skills, strategy: teams.strategy })
    .from(teams)
    .where(ne(teams.strategy, 'manual'))
  const asked = new Set(opened.map(({ row }) => row.after.teamId))
  const lines = new Map<TeamId, Line>()
  for (const { id, ...team } of giving.filter((one) => asked.has(one.id))) {
    const candidates = (await readCandidates(db, id, now)).map((one) => ({
      ...one,
      availability: { available: true, why: '' },
      load: 0,
      turn: 0,
    }))
    lines.set(id, { team, candidates, turns: 0, waiting: [] })
  }
  return lines
}
