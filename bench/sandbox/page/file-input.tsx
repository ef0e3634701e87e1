import { useRef } from 'react'
import { base64Of } from './composer.tsx'
import type { Input } from './fields.tsx'
import { useSight } from './sight.ts'

interface Props {
  name: string
  chosen: string[] // Names.
  change: (input: Input) => void
}

/** Files that go along with a form. Slack has them before the form is sent. */
export function FileInput({ name, chosen, change }: Props) {
  const { act } = useSight()
  const chooser = useRef<HTMLInputElement>(null)
  async function upload(files: File[]) {
    for (const file of files)
      await act({ do: 'prepare', name: file.name, base64: await base64Of(file) })
    change([...new Set([...chosen, ...files.map((file) => file.name)])])
  }
  return (
    <span className="many">
      {chosen.map((one) => (
        <button
          key={one}
          type="button"
          aria-label={`Take ${one} out`}
          onClick={() => change(chosen.filter((other) => other !== one))}
        >
          📎 {one} ✕
        </button>
      ))}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={name}
        onChange={({ target }) => void upload([...(target.files ?? [])])}
      />
      <button type="button" onClick={() => chooser.current?.click()}>
        Add files
      </button>
    </span>
  )
}
