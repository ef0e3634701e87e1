import { useRef, useState } from 'react'
import type { SeenChannel } from '#bench/sandbox/seen.ts'
import { Menu } from './menu.tsx'
import { useSight } from './sight.ts'

interface Props {
  channel: SeenChannel
  thread?: string | undefined
  label: string
}

/** Where one writes: words, commands, and files to go with them. */
export function Composer({ channel, thread, label }: Props) {
  const { seen, act } = useSight()
  const [words, setWords] = useState('')
  const [file, setFile] = useState<File>()
  const chooser = useRef<HTMLInputElement>(null)
  const global = seen.shortcuts.filter((one) => one.of === 'global')

  async function send() {
    if (!words.trim() && !file) return
    const done = await act(await deedOf())
    if (done === undefined) return
    setWords('')
    setFile(undefined)
  }

  async function deedOf() {
    const [command = '', ...rest] = words.split(' ')
    const at = { channel: channel.id, ...(thread && { thread }), words }
    if (file) return { do: 'upload' as const, ...at, name: file.name, base64: await base64Of(file) }
    if (seen.commands.includes(command) && !thread)
      return { do: 'command' as const, channel: channel.id, command, words: rest.join(' ') }
    return { do: 'post' as const, ...at }
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        aria-label={label}
        placeholder={label}
        rows={2}
        value={words}
        onChange={({ target }) => setWords(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey) return
          event.preventDefault()
          send()
        }}
      />
      <div>
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label="File"
          onChange={({ target }) => setFile(target.files?.[0])}
        />
        <button type="button" aria-label="Attach a file" onClick={() => chooser.current?.click()}>
          📎
        </button>
        {file && <small>{file.name}</small>}
        {!thread && global.length + seen.commands.length > 0 && (
          <Menu label="Shortcuts" shown="⚡" className="up">
            {global.map(({ id, name }) => (
              <button key={id} type="button" onClick={() => act({ do: 'shortcut', id })}>
                {name}
              </button>
            ))}
            {seen.commands.map((command) => (
              <button key={command} type="button" onClick={() => setWords(`${command} `)}>
                {command}
              </button>
            ))}
          </Menu>
        )}
        <button type="submit" className="primary" disabled={!words.trim() && !file}>
          Send
        </button>
      </div>
    </form>
  )
}

export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
