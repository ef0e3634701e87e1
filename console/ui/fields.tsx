import { Checkbox, MultiSelect, NativeSelect, Stack, TextInput } from '@mantine/core'
import type { TicketPage } from '#console/ticket-page.ts'
import { useAct } from './act.ts'

type Field = TicketPage['fields'][number]

/** What the team wants to know of each ticket. A value is kept when its box is left. */
export function Fields({
  ticket,
  fields,
  values,
}: {
  ticket: number
  fields: Field[]
  values: Record<string, string>
}) {
  const { act } = useAct(ticket)
  return (
    <Stack gap="xs">
      {fields.map((field) => {
        const value = values[field.key] ?? ''
        return (
          <FieldBox
            key={`${field.key}:${value}`}
            field={field}
            value={value}
            onChange={(now) =>
              now !== value && act({ intent: 'describe', key: field.key, value: now || null })
            }
          />
        )
      })}
    </Stack>
  )
}

interface BoxProps {
  field: Field
  value: string
  onChange: (value: string) => void
}

function FieldBox({ field: { label, type, options, required }, value, onChange }: BoxProps) {
  const about = { label, size: 'xs', withAsterisk: required } as const
  switch (type) {
    case 'select':
      return (
        <NativeSelect
          {...about}
          defaultValue={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
          data={['', ...options]}
        />
      )
    case 'multi_select':
      return (
        <MultiSelect
          {...about}
          defaultValue={value ? value.split(', ') : []}
          onChange={(picked) => onChange(picked.join(', '))}
          data={options}
        />
      )
    case 'checkbox':
      return (
        <Checkbox
          size="xs"
          label={required ? `${label} *` : label}
          defaultChecked={value === 'true'}
          onChange={({ currentTarget }) => onChange(String(currentTarget.checked))}
        />
      )
    default:
      return (
        <TextInput
          {...about}
          type={type === 'number' ? 'text' : type}
          inputMode={type === 'number' ? 'decimal' : undefined}
          defaultValue={value}
          maxLength={4000}
          onBlur={({ currentTarget }) => onChange(currentTarget.value.trim())}
          onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
        />
      )
  }
}
