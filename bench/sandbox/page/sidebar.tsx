import type { SeenPerson } from '#bench/sandbox/seen.ts'
import { Avatar } from './avatar.tsx'
import { useSight } from './sight.ts'

export type Place = { kind: 'channel'; name: string } | { kind: 'home' } | { kind: 'customers' }

interface Props {
  place: Place
  go: (to: Place) => void
  become: (handle: string) => void
}

const who: Record<string, string> = {
  mira: 'agent',
  jonas: 'agent',
  cleo: 'works here',
  gus: 'guest',
}

/** Channels, the app, what is outside Slack, and whose eyes one sees with. */
export function Sidebar({ place, go, become }: Props) {
  const { seen } = useSight()
  const others = seen.people.filter(({ kind, handle }) => kind !== 'bot' && handle in who)
  return (
    <nav className="sidebar" aria-label="Workspace">
      <h1>{seen.team}</h1>
      <h2 id="you">You are</h2>
      <ul aria-labelledby="you">
        {others.map((person) => (
          <li key={person.id}>
            <Seat person={person} isMe={person.id === seen.me} become={become} />
          </li>
        ))}
      </ul>
      <h2 id="channels">Channels</h2>
      <ul aria-labelledby="channels">
        {seen.channels
          .filter(({ kind }) => kind !== 'im')
          .map(({ id, name, kind, isMember }) => (
            <li key={id}>
              <button
                type="button"
                className={isMember ? '' : 'outside'}
                aria-current={place.kind === 'channel' && place.name === name}
                onClick={() => go({ kind: 'channel', name })}
              >
                {kind === 'private' ? '🔒' : '#'} {name}
              </button>
            </li>
          ))}
      </ul>
      <h2 id="apps">Apps</h2>
      <ul aria-labelledby="apps">
        <li>
          <button
            type="button"
            aria-current={place.kind === 'home'}
            onClick={() => go({ kind: 'home' })}
          >
            🎫 Deskwire
          </button>
        </li>
      </ul>
      <h2 id="outside">Outside Slack</h2>
      <ul aria-labelledby="outside">
        <li>
          <button
            type="button"
            aria-current={place.kind === 'customers'}
            onClick={() => go({ kind: 'customers' })}
          >
            ✉️ Customers’ mail {seen.inbox.length > 0 && <b>{seen.inbox.length}</b>}
          </button>
        </li>
        <li>
          <a href={seen.consoleUrl} target="_blank" rel="noreferrer">
            🖥️ Console
          </a>
        </li>
      </ul>
    </nav>
  )
}

function Seat({
  person,
  isMe,
  become,
}: {
  person: SeenPerson
  isMe: boolean
  become: Props['become']
}) {
  return (
    <button type="button" aria-pressed={isMe} onClick={() => become(person.handle)}>
      <Avatar name={person.name} isSmall />
      {person.name} <small>{who[person.handle]}</small>
    </button>
  )
}
