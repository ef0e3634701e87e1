import type { PlainTextElement, RichTextBlock } from '@slack/types'
import { useState } from 'react'
import type { Deed } from '#bench/sandbox/deeds.ts'
import type { Seen } from '#bench/sandbox/seen.ts'
import { grouped, Ticks } from './chooser.tsx'
import { type At, ExternalSelect } from './external-select.tsx'
import { FileInput } from './file-input.tsx'
import { ManyExternal } from './many-external.tsx'
import { type Listing, useOptions } from './options.ts'
import { useSight } from './sight.ts'
import { typedAs } from './typed.ts'

export type Input = Extract<Deed, { do: 'choose' }>['input']

/** What any element that holds a value may say of itself; Slack has over twenty kinds. */
interface Asking extends Listing {
  placeholder?: PlainTextElement
  multiline?: boolean
  [initial: `initial_${string}`]: unknown
}

interface Props {
  element: object
  at: At
  onChange: (input: Input) => void
  value?: Input // Undefined: what it starts with.
  label?: string
}

/** Anything that is chosen or typed, with what it starts with. */
export function Field({ element, at, onChange, value, label }: Props) {
  const asking = element as Asking
  const { seen } = useSight()
  const [current, setCurrent] = useState<Input>(value === undefined ? startOf(asking, seen) : value)
  const change = (input: Input) => {
    setCurrent(input)
    onChange(input)
  }
  const options = useOptions(asking)
  const name = label ?? asking.placeholder?.text ?? asking.type
  const hint = asking.placeholder?.text ?? 'Choose an option'
  const { type } = asking
  if (type === 'external_select')
    return <ExternalSelect {...{ at, name, hint, change }} chosen={labelOf(asking, current)} />
  if (type === 'multi_external_select')
    return (
      <ManyExternal {...{ at, name, hint, change }} chosen={[current ?? []].flat().map(String)} />
    )
  if (type === 'file_input')
    return <FileInput {...{ name, change }} chosen={[current ?? []].flat().map(String)} />
  if (type === 'radio_buttons' || type === 'checkboxes' || type.startsWith('multi_'))
    return (
      <Ticks
        {...{ options, name, change }}
        isOne={type === 'radio_buttons'}
        chosen={[current ?? []].flat().map(String)}
      />
    )
  if (type.endsWith('_select'))
    return (
      <select
        aria-label={name}
        value={String(current ?? '')}
        onChange={({ target }) => change(target.value || null)}
      >
        <option value="">{hint}</option>
        {options.map((group) => grouped(group))}
      </select>
    )
  if (asking.multiline || type === 'rich_text_input')
    return (
      <textarea
        aria-label={name}
        placeholder={asking.placeholder?.text}
        value={String(current ?? '')}
        onChange={({ target }) => change(target.value || null)}
      />
    )
  return (
    <input
      type={inputTypes[type] ?? 'text'}
      aria-label={name}
      placeholder={asking.placeholder?.text}
      value={type === 'datetimepicker' ? localTime(current) : String(current ?? '')}
      onChange={({ target }) =>
        change(
          type === 'datetimepicker' && target.value
            ? new Date(target.value).getTime() / 1000 // Without a zone: local.
            : target.value || null,
        )
      }
    />
  )
}

const inputTypes: Record<string, string> = {
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
  email_text_input: 'email',
  url_text_input: 'url',
}

/** What an element says it starts with: `initial_value`, `initial_option`, `initial_users`… */
function startOf(asking: Asking, seen: Seen): Input {
  const [, initial] = Object.entries(asking).find(([name]) => name.startsWith('initial_')) ?? []
  return inputOf(initial, seen)
}

/** What is chosen, in the app's words where it gave them. */
function labelOf({ initial_option: initial }: Asking, chosen: Input): string {
  const { value, text } = (initial ?? {}) as { value?: string; text?: PlainTextElement }
  return value === chosen && text ? text.text : String(chosen ?? '')
}

/** A value as Slack keeps it, as people put it in: options by their value, files by their name. */
export function inputOf(kept: unknown, seen: Seen): Input {
  if (Array.isArray(kept)) return kept.map((one) => String(inputOf(one, seen)))
  if (typeof kept === 'string' || typeof kept === 'number') return kept
  const { type, value, name } = (kept ?? {}) as Record<string, unknown>
  if (type === 'rich_text') return typedAs(kept as RichTextBlock, seen)
  return [value, name].find((one) => typeof one === 'string') ?? null
}

function localTime(seconds: Input): string {
  if (typeof seconds !== 'number') return ''
  const shown = new Date(seconds * 1000)
  return new Date(shown.getTime() - shown.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
