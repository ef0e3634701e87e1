import { useState } from 'react'
import { type At, ExternalSelect } from './external-select.tsx'
import type { Input } from './fields.tsx'

interface Props {
  at: At
  name: string
  hint: string
  chosen: string[]
  change: (input: Input) => void
}

/** Several of what the app offers while one types. */
export function ManyExternal({ at, name, hint, chosen, change }: Props) {
  const [turn, setTurn] = useState(0)
  return (
    <span className="many">
      {chosen.map((value) => (
        <button
          key={value}
          type="button"
          aria-label={`Take ${value} out`}
          onClick={() => change(chosen.filter((one) => one !== value))}
        >
          {value} ✕
        </button>
      ))}
      <ExternalSelect
        key={turn}
        {...{ at, name, hint }}
        chosen=""
        change={(input) => {
          setTurn(turn + 1)
          change([...new Set([...chosen, String(input)])])
        }}
      />
    </span>
  )
}
