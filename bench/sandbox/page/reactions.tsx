import { Menu } from './menu.tsx'
import { personOf, useSight } from './sight.ts'

type At = { channel: string; ts: string }

/** Those that mean something to a desk come first. */
const first = [
  'eyes',
  'white_check_mark',
  'rotating_light',
  'ticket',
  '+1',
  'pray',
  'tada',
  'heart',
]

export function Emoji({ name }: { name: string }) {
  const { seen } = useSight()
  const shown = seen.emoji[name.split('::')[0] ?? '']
  return (
    <span className="emoji" title={`:${name}:`}>
      {!shown || shown.startsWith('http') ? `:${name}:` : shown}
    </span>
  )
}

export function Reactions({
  at,
  reactions,
}: {
  at: At
  reactions: { name: string; users: string[] }[]
}) {
  const { seen, act } = useSight()
  if (reactions.length === 0) return null
  return (
    <p className="reactions">
      {reactions.map(({ name, users }) => {
        const isMine = users.includes(seen.me)
        const by = users.map((id) => personOf(seen, id).name).join(', ')
        return (
          <button
            key={name}
            type="button"
            aria-pressed={isMine}
            aria-label={`${name}, by ${by}`}
            title={`${by} with :${name}:`}
            onClick={() => act({ do: isMine ? 'unreact' : 'react', at, name })}
          >
            <Emoji name={name} /> {users.length}
          </button>
        )
      })}
    </p>
  )
}

export function EmojiMenu({ at }: { at: At }) {
  const { seen, act } = useSight()
  const names = [...new Set([...first, ...Object.keys(seen.emoji)])]
  return (
    <Menu label="Add a reaction" shown="🙂" className="emoji-menu">
      {names.map((name) => (
        <button
          key={name}
          type="button"
          aria-label={name}
          onClick={() => act({ do: 'react', at, name })}
        >
          <Emoji name={name} />
        </button>
      ))}
    </Menu>
  )
}
