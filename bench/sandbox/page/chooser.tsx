import type { ReactNode } from 'react'
import type { Input } from './fields.tsx'
import type { Group } from './options.ts'

export function grouped({ label, options }: Group): ReactNode {
  const inside = options.map(({ value, name }) => (
    <option key={value} value={value}>
      {name}
    </option>
  ))
  return label ? (
    <optgroup key={label} label={label}>
      {inside}
    </optgroup>
  ) : (
    inside
  )
}

interface TicksProps {
  options: Group[]
  name: string
  chosen: string[]
  isOne: boolean
  change: (input: Input) => void
}

export function Ticks({ options, name, chosen, isOne, change }: TicksProps) {
  return (
    <fieldset aria-label={name}>
      {options
        .flatMap((group) => group.options)
        .map(({ value, name: words, about }) => (
          <label key={value}>
            <input
              type={isOne ? 'radio' : 'checkbox'}
              checked={chosen.includes(value)}
              onChange={({ target: { checked } }) =>
                change(
                  isOne
                    ? value
                    : checked
                      ? [...chosen, value]
                      : chosen.filter((one) => one !== value),
                )
              }
            />
            {words} {about && <small>{about}</small>}
          </label>
        ))}
    </fieldset>
  )
}
