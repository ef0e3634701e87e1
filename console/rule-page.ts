import type { Agent } from '#core/actor.ts'
import type { Reader } from '#core/app.ts'
import { readRule } from '#core/routing/rule-find.ts'
import { ruleVocabulary } from '#core/routing/rule-vocabulary.ts'
import { readVersions } from '#core/versions.ts'
import type { RuleId } from '#db/schema/columns.ts'
import { linesBetween, ruleLines } from './ui/rule-lines.ts'

const empty = {
  name: '',
  enabled: true,
  definition: {
    scope: 'create',
    fields: [],
    conditions: null,
    actions: [{ do: 'priority', priority: 'HIGH' }],
  },
}

/** A rule with all that its editor chooses from, and what each of its versions has changed. @param id null: a new one */
export async function readRulePage(db: Reader, agent: Agent, id: RuleId | null) {
  const words = await ruleVocabulary(db)
  const isAdmin = agent.role === 'admin'
  const own = words.team.filter(
    ({ value }) => isAdmin || agent.teamIds.some((id) => String(id) === value),
  )
  const teams = [...(isAdmin ? [{ value: '', label: 'Every team’s' }] : []), ...own]
  const teamId = isAdmin ? null : Number(own[0]?.value)
  const rule = id ? await readRule(db, id) : { ...empty, teamId }
  const versions = id ? await readVersions(db, `rule:${id}`) : []
  const told = versions.map(({ definition }) =>
    ruleLines(definition as Parameters<typeof ruleLines>[0], words),
  )
  const history = versions.map(({ version, changedBy, changedAt }, place) => ({
    version,
    by: changedBy?.name ?? 'the command line',
    at: changedAt,
    ...linesBetween(told[place + 1] ?? [], told[place] ?? []),
  }))
  return { words, teams, rule, history }
}

export type RuleHistory = Awaited<ReturnType<typeof readRulePage>>['history']
