import type { Reader } from '#core/app.ts'
import type { RuleId, TeamId } from '#db/schema/columns.ts'
import { backTest } from './back-test.ts'
import { assumedOf } from './back-test-assumed.ts'
import { differs, perAgent, sum } from './back-test-counts.ts'
import { namesOf } from './back-test-names.ts'
import type { DraftTargets, Side } from './back-test-rows.ts'
import type { Rule } from './rule.ts'
import { definitionFrom } from './rule-check.ts'
import { standingRules } from './rules.ts'

const mostShown = 500

/** A rule that is not kept yet, in the order in which it would be asked. */
interface DraftRule {
  name: string
  teamId: TeamId | null
  definition: unknown
}

export interface Asked {
  rules?: readonly DraftRule[] | undefined // Absent: those that stand.
  targets?: DraftTargets | undefined // Absent: those of the policies.
  last: number
}

/** The comparison as a table: the tickets that would differ, each agent's load, and what would have been broken. */
export async function backTestTable(db: Reader, now: Date, { rules, targets, last }: Asked) {
  const started = rules ? rules.map(drafted) : await allRules(db)
  const rows = await backTest(db, now, { rules: started, last, ...(targets && { targets }) })
  const names = await namesOf(db)
  const shown = ({ teamId, assigneeId, priority, breached }: Side) => ({
    team: names.team(teamId),
    assignee: assigneeId === null ? null : names.person(assigneeId),
    priority,
    breached,
  })
  const changed = rows.filter(differs)
  const counted = { before: perAgent(rows, 'before'), after: perAgent(rows, 'after') }
  const load = names.people
    .map((who) => ({
      ...who,
      before: counted.before.get(who.id) ?? 0,
      after: counted.after.get(who.id) ?? 0,
    }))
    .filter(({ before, after }) => before + after > 0)
  return {
    tickets: rows.length,
    changed: changed.length,
    assumed: assumedOf(started),
    items: changed
      .slice(-mostShown)
      .reverse()
      .map(({ ticketId, subject, before, after, why }) => ({
        ticketId,
        subject,
        before: shown(before),
        after: shown(after),
        why,
      })),
    load,
    breaches: {
      before: sum(rows.map(({ before }) => before.breached)),
      after: sum(rows.map(({ after }) => after.breached)),
    },
  }
}

export type BackTestTable = Awaited<ReturnType<typeof backTestTable>>

/** Those on changes are asked with either. */
async function allRules(db: Reader): Promise<Rule[]> {
  const byTime = await standingRules(db, 'time')
  const isByTime = ({ definition }: Rule) => definition.scope === 'time'
  return [...(await standingRules(db, 'create')), ...byTime.filter(isByTime)]
}

/** Drafts have numbers below zero, so that none is taken for a rule that is kept. */
function drafted({ name, teamId, definition }: DraftRule, place: number): Rule {
  const id = (-1 - place) as RuleId
  return {
    id,
    name,
    teamId,
    version: 0,
    since: new Date(0),
    definition: definitionFrom(definition),
  }
}
