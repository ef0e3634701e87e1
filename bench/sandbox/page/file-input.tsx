import { base64Of } from './composer.tsx'
import type { Input } from './fields.tsx'
import { useSight } from './sight.ts'

/** Files that go along with a form. Slack has them before the form is sent. */
export function FileInput({ name, change }: { name: string; change: (input: Input) => void }) {
  const { act } = useSight()
  async function upload(files: FileList | null) {
    const all = [...(files ?? [])].map(async (file) =>
      act({ do: 'prepare', name: file.name, base64: await base64Of(file) }),
    )
    change((await Promise.all(all)).map(String))
  }
  return (
    <input
      type="file"
      multiple
      aria-label={name}
      onChange={({ target }) => void upload(target.files)}
    />
  )
}
