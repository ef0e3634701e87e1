import type { Option } from '@slack/types'
import { useState } from 'react'
import type { Where } from './blocks.tsx'
import type { Input } from './fields.tsx'
import { named } from './options.ts'
import { useSight } from './sight.ts'

/** Where an element stands. */
export interface At {
  where: Where
  block: string
  action: string
}

interface Props {
  at: At
  name: string
  hint: string // While nothing is chosen.
  chosen: string
  change: (input: Input) => void
}

/** A select that the app fills while one types. */
export function ExternalSelect({ at, name, hint, chosen, change }: Props) {
  const { act } = useSight()
  const [words, setWords] = useState(chosen)
  const [offered, offer] = useState<Option[]>([])
  async function look(words: string) {
    offer(((await act({ do: 'lookUp', ...at, words })) ?? []) as Option[])
  }
  return (
    <span className="menu external">
      <input
        role="combobox"
        aria-label={name}
        aria-expanded={offered.length > 0}
        aria-controls={`${at.action}-offered`}
        placeholder={hint}
        value={words}
        onFocus={() => look(words === chosen ? '' : words)}
        onChange={({ target: { value } }) => {
          setWords(value)
          look(value)
        }}
      />
      <span className="choices" id={`${at.action}-offered`} hidden={offered.length === 0}>
        {named(offered).map((one) => (
          <button
            key={one.value}
            type="button"
            onClick={() => {
              setWords(one.name)
              offer([])
              change(one.value)
            }}
          >
            {one.name} {one.about && <small>{one.about}</small>}
          </button>
        ))}
      </span>
    </span>
  )
}
