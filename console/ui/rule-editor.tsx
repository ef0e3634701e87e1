import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import type { RuleAnswer } from '#console/rule-form.ts'
import type { RuleVocabulary } from '#core/routing/rule-vocabulary.ts'
import { Conditions, Definition, SaveDefinition } from './definition.tsx'
import type { EditedAction } from './rule-action-kinds.ts'
import { RuleActions } from './rule-actions.tsx'
import { standingFaults } from './rule-faults.ts'
import { RuleHead } from './rule-head.tsx'
import { conditionOf, treeOf } from './rule-tree.ts'
import { RuleTrial } from './rule-trial.tsx'
import { useToast } from './toast.ts'

export interface EditedRule {
  name: string
  teamId: number | null
  enabled: boolean
  definition: { scope: string; fields: string[]; conditions: unknown; actions: EditedAction[] }
}

interface Props {
  rule: EditedRule
  teams: { value: string; label: string }[]
  words: RuleVocabulary
}

/**
 * A rule as a form: what is wrong stands where it is until that is changed, and it can be tried before it is kept.
 */
export function RuleEditor({ rule, teams, words }: Props) {
  const [edited, setEdited] = useState(rule)
  const [tree, setTree] = useState(() => treeOf(rule.definition.conditions))
  const [sent, setSent] = useState<object>()
  const saving = useFetcher<RuleAnswer>()
  useToast(saving.data?.ok ? saving.data : undefined)
  const { name, teamId, enabled, definition } = edited
  const fields = definition.scope === 'update' ? definition.fields : []
  const whole = { ...definition, fields, conditions: conditionOf(tree) }
  const draft = { name, teamId, enabled, definition: whole }
  const told = { name, ...whole }
  const answer = saving.data
  const faults = answer?.ok === false ? standingFaults(answer.faults ?? {}, sent, told) : {}
  const isWrong = answer?.ok === false && (!answer.faults || Object.keys(faults).length > 0)
  const change = (patch: Partial<EditedRule>) => setEdited((before) => ({ ...before, ...patch }))
  const save = () => {
    setSent(told)
    const form = JSON.stringify({ intent: 'save', ...draft })
    saving.submit(form, { method: 'post', encType: 'application/json' })
  }
  return (
    <Definition>
      <RuleHead rule={edited} teams={teams} words={words} faults={faults} onChange={change} />
      <Conditions group={tree} words={words} faults={faults} onChange={setTree} />
      <RuleActions
        actions={definition.actions}
        words={words}
        faults={faults}
        onChange={(actions) => change({ definition: { ...definition, actions } })}
      />
      <SaveDefinition
        enabled={enabled}
        onEnabled={(on) => change({ enabled: on })}
        refused={isWrong ? answer.why : undefined}
        busy={saving.state !== 'idle'}
        onSave={save}
      />
      <RuleTrial draft={draft} />
    </Definition>
  )
}
