import { ActionIcon, NativeSelect, Group as Row, TextInput } from '@mantine/core'
import type { RuleVocabulary } from '#core/routing/rule-vocabulary.ts'
import { TrashIcon } from './icons.ts'
import { Refused } from './refused.tsx'
import type { Faults } from './rule-condition.tsx'
import { operatorWords } from './rule-phrases.ts'
import type { Question } from './rule-tree.ts'
import { RuleValue } from './rule-value.tsx'

interface Props {
  question: Question
  at: string
  words: RuleVocabulary
  faults: Faults
  onChange: (question: Question) => void
  onRemove: () => void
}

/** One question: a fact, how it is asked, and for what. */
export function RuleQuestion({ question, at, words, faults, onChange, onRemove }: Props) {
  const fact = words.facts.find(({ name }) => name === question.fact) ?? words.facts[0]
  if (!fact) return null
  const names =
    fact.of === 'field' ? words.field : fact.of === 'calendar' ? words.calendar : undefined
  const choose = (name: string) => {
    const next = words.facts.find((one) => one.name === name)
    if (!next) return
    const given = next.of === 'zone' ? { name: 'UTC' } : next.of ? { name: '' } : {}
    onChange({ fact: name, ...given, op: next.operators[0] ?? 'is', value: undefined })
  }
  const fault = [at, `${at}/fact`, `${at}/op`].map((place) => faults[place]).find(Boolean)
  const name = { size: 'xs', value: question.name ?? '', error: faults[`${at}/name`] } as const
  return (
    <Row gap="xs" align="flex-start">
      <NativeSelect
        size="xs"
        aria-label="Fact"
        value={question.fact}
        onChange={(event) => choose(event.currentTarget.value)}
        data={words.facts.map(({ name, label }) => ({ value: name, label }))}
      />
      {names && (
        <NativeSelect
          {...name}
          aria-label="Which one"
          onChange={(event) => onChange({ ...question, name: event.currentTarget.value })}
          data={[{ value: '', label: 'Choose…' }, ...names]}
        />
      )}
      {(fact.of === 'header' || fact.of === 'zone') && (
        <TextInput
          {...name}
          aria-label={fact.of === 'zone' ? 'Time zone' : 'Name of the header'}
          placeholder={fact.of === 'zone' ? 'Europe/Berlin' : 'X-Priority'}
          onChange={(event) => onChange({ ...question, name: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        size="xs"
        aria-label="How it is asked"
        value={question.op}
        onChange={(event) =>
          onChange({ ...question, op: event.currentTarget.value, value: undefined })
        }
        data={fact.operators.map((value) => ({ value, label: operatorWords[value] ?? value }))}
      />
      <RuleValue
        question={question}
        type={fact.type}
        choices={fact.choices}
        words={words}
        error={Object.entries(faults).find(([place]) => place.startsWith(`${at}/value`))?.[1]}
        onChange={(value) => onChange({ ...question, value })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove the question about ${fact.label}`}
        onClick={onRemove}
      >
        <TrashIcon size={15} />
      </ActionIcon>
      {fault && <Refused size="xs">It {fault}.</Refused>}
    </Row>
  )
}
