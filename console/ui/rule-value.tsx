import { MultiSelect, NativeSelect, Group as Row, TextInput } from '@mantine/core'
import type { RuleVocabulary } from '#core/routing/rule-vocabulary.ts'
import type { Question } from './rule-tree.ts'

interface Props {
  question: Question
  type: RuleVocabulary['facts'][number]['type']
  choices: string[]
  words: RuleVocabulary
  error: string | undefined
  onChange: (value: unknown) => void
}

const yesOrNo = [
  { value: '', label: 'Choose…' },
  { value: 'true', label: 'yes' },
  { value: 'false', label: 'no' },
]

/** What a question asks for, in the shape of its fact. */
export function RuleValue({
  question: { op, value },
  type,
  choices,
  words,
  error,
  onChange,
}: Props) {
  const about = { size: 'xs', error: error && `It ${error}.` } as const
  if (op === 'empty' || type === 'flag')
    return (
      <NativeSelect
        {...about}
        aria-label="Yes or no"
        value={value === undefined ? '' : String(value)}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.value === '' ? undefined : currentTarget.value === 'true')
        }
        data={yesOrNo}
      />
    )
  const isNumber = type === 'number' || type === 'team' || type === 'person'
  const read = (given: string) => (isNumber && given.trim() !== '' ? Number(given) : given)
  const options =
    type === 'team'
      ? words.team
      : type === 'person'
        ? words.agent
        : choices.length > 0
          ? choices
          : undefined
  const many = Array.isArray(value) ? value.map(String) : []
  if (options && op === 'in')
    return (
      <MultiSelect
        {...about}
        aria-label="Values"
        data={options}
        value={many}
        onChange={(all) => onChange(all.map(read))}
      />
    )
  if (options)
    return (
      <NativeSelect
        {...about}
        aria-label="Value"
        value={String(value ?? '')}
        onChange={(event) => onChange(read(event.currentTarget.value))}
        data={[{ value: '', label: 'Choose…' }, ...options]}
      />
    )
  if (op === 'between')
    return (
      <Row gap={4} align="flex-start">
        {[0, 1].map((place) => (
          <TextInput
            key={place}
            {...about}
            w={100}
            aria-label={place === 0 ? 'From' : 'To'}
            placeholder={type === 'clock' ? '09:00' : ''}
            value={many[place] ?? ''}
            onChange={(event) =>
              onChange(
                [many[0] ?? '', many[1] ?? ''].with(place, event.currentTarget.value).map(read),
              )
            }
          />
        ))}
      </Row>
    )
  return (
    <TextInput
      {...about}
      aria-label="Value"
      placeholder={op === 'in' ? 'one, another' : type === 'clock' ? '09:00' : ''}
      value={op === 'in' ? many.join(', ') : String(value ?? '')}
      onChange={(event) => {
        const given = event.currentTarget.value
        onChange(op === 'in' ? given.split(/,\s*/).map(read) : read(given))
      }}
    />
  )
}
