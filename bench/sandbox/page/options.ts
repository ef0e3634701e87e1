import type { Option, PlainTextElement } from '@slack/types'
import { useSight } from './sight.ts'

/** What there is to choose from; without a label where there is one group only. */
export interface Group {
  label?: string
  options: { value: string; name: string; about?: string | undefined }[]
}

export interface Listing {
  type: string
  options?: Option[]
  option_groups?: { label: PlainTextElement; options: Option[] }[]
}

/** What there is to choose from: the app's options, or people, or channels. */
export function useOptions({ type, options, option_groups: groups }: Listing): Group[] {
  const { seen } = useSight()
  if (type.includes('users'))
    return [
      {
        options: seen.people
          .filter(({ kind }) => kind !== 'bot')
          .map(({ id, name }) => ({ value: id, name })),
      },
    ]
  if (/channels|conversations/.test(type))
    return [
      {
        options: seen.channels
          .filter(({ kind }) => kind !== 'im')
          .map(({ id, name }) => ({ value: id, name: `#${name}` })),
      },
    ]
  if (groups) return groups.map((one) => ({ label: one.label.text, options: named(one.options) }))
  return [{ options: named(options ?? []) }]
}

export function named(options: Option[]): Group['options'] {
  return options.map(({ value = '', text, description }) => ({
    value,
    name: text.text,
    about: description?.text,
  }))
}
