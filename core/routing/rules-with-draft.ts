import type { Reader } from '#core/app.ts'
import type { RuleId, TeamId } from '#db/schema/columns.ts'
import { findRules } from './rule-find.ts'

interface Draft {
  name: string
  teamId: TeamId | null
  definition: unknown
}

/**
 * The rules that stand, in their order, with a draft as if it were on.
 * @param id the rule that it takes the place of; null: it is new, and stands behind all others
 */
export async function rulesWithDraft(
  db: Reader,
  id: RuleId | null,
  draft: Draft,
): Promise<Draft[]> {
  const rules = await findRules(db)
  const standing = rules.filter((rule) => rule.enabled || rule.id === id)
  const asked = standing.map((rule) => (rule.id === id ? draft : rule))
  return asked.includes(draft) ? asked : [...asked, draft]
}
