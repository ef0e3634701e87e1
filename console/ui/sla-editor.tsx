import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import type { RuleAnswer } from '#console/rule-form.ts'
import type { EditedPolicy } from '#console/sla-form.ts'
import type { RuleVocabulary } from '#core/routing/rule-vocabulary.ts'
import type { CalendarId, TeamId } from '#db/schema/columns.ts'
import { Conditions, Definition, SaveDefinition } from './definition.tsx'
import { conditionOf, treeOf } from './rule-tree.ts'
import { SlaTargets } from './sla-targets.tsx'
import { useToast } from './toast.ts'

type Choices = { value: string; label: string }[]

/** An SLA policy as a form; what is wrong stands where it is, and what was typed stays. */
export function SlaEditor({
  policy: kept,
  teams,
  ladders,
  words,
}: {
  policy: EditedPolicy
  teams: Choices
  ladders: Choices
  words: RuleVocabulary
}) {
  const [policy, setPolicy] = useState(kept)
  const [tree, setTree] = useState(() => treeOf(kept.conditions))
  const fetcher = useFetcher<RuleAnswer>()
  useToast(fetcher.data?.ok ? fetcher.data : undefined)
  const answer = fetcher.data
  const faults = answer && !answer.ok ? (answer.faults ?? {}) : {}
  const change = (patch: Partial<EditedPolicy>) => setPolicy((before) => ({ ...before, ...patch }))
  const save = () =>
    fetcher.submit(JSON.stringify({ ...policy, conditions: conditionOf(tree) }), {
      method: 'post',
      encType: 'application/json',
    })
  return (
    <Definition>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput
          label="Name"
          value={policy.name}
          maxLength={80}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label="Whose tickets"
          value={String(policy.teamId ?? '')}
          data={teams}
          onChange={(event) => change({ teamId: chosen<TeamId>(event.currentTarget.value) })}
        />
        <NativeSelect
          label="Counted by"
          value={String(policy.calendarId ?? '')}
          data={[{ value: '', label: 'The team’s calendar' }, ...words.calendar]}
          onChange={(event) =>
            change({ calendarId: chosen<CalendarId>(event.currentTarget.value) })
          }
        />
      </SimpleGrid>
      <Conditions group={tree} words={words} faults={faults} onChange={setTree} />
      <SlaTargets
        targets={policy.targets}
        ladders={ladders}
        faults={faults}
        onChange={(targets) => change({ targets })}
      />
      <SaveDefinition
        enabled={policy.enabled}
        onEnabled={(enabled) => change({ enabled })}
        refused={answer?.ok === false ? answer.why : undefined}
        busy={fetcher.state !== 'idle'}
        onSave={save}
      />
    </Definition>
  )
}

function chosen<Id extends number>(value: string): Id | null {
  return value === '' ? null : (Number(value) as Id)
}
