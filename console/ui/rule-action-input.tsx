import { NativeSelect, TextInput } from '@mantine/core'
import type { RuleVocabulary } from '#core/routing/rule-vocabulary.ts'
import type { Input } from './rule-action-kinds.ts'

export function ActionInput({
  input: { label, options, number, list, none },
  words,
  value,
  error,
  onChange,
}: {
  input: Input
  words: RuleVocabulary
  value: unknown
  error: string | undefined
  onChange: (value: unknown) => void
}) {
  const about = { size: 'xs', 'aria-label': label, error: error && `It ${error}.` } as const
  const read = (given: string) => {
    if (given === '') return none === undefined ? undefined : null
    if (list) return given.split(/,\s*/)
    return number ? Number(given) : given
  }
  const shown = Array.isArray(value) ? value.join(', ') : String(value ?? '')
  const change = (event: { currentTarget: { value: string } }) =>
    onChange(read(event.currentTarget.value))
  if (!options) return <TextInput {...about} placeholder={label} value={shown} onChange={change} />
  const empty = { value: '', label: none ?? 'Choose…' }
  return (
    <NativeSelect {...about} value={shown} onChange={change} data={[empty, ...options(words)]} />
  )
}
