import type { ReactNode } from 'react'
import type { SeenChannel, SeenMessage } from '#bench/sandbox/seen.ts'
import { Composer } from './composer.tsx'
import { Message } from './message.tsx'
import { useSight } from './sight.ts'

interface Props {
  channel: SeenChannel
  thread: string | undefined
  openThread: (ts: string | undefined) => void
  tabs?: ReactNode
}

/** A channel, and beside it the thread that is open. */
export function Conversation({ channel, thread, openThread, tabs }: Props) {
  const { act } = useSight()
  const parent = channel.messages.find(({ ts }) => ts === thread)
  const title = channel.kind === 'im' ? '🎫 Deskwire' : `# ${channel.name}`
  return (
    <>
      <main className="pane" aria-label={title}>
        <header>
          <h2>{title}</h2>
          {tabs ?? (
            <small>
              {channel.isWithBot ? 'Deskwire is here' : 'Deskwire is not in this channel'}
            </small>
          )}
        </header>
        <Messages
          channel={channel}
          messages={channel.messages.filter((one) => !one.thread)}
          openThread={openThread}
        />
        {channel.isMember ? (
          <Composer channel={channel} label={`Message ${title}`} />
        ) : (
          <button
            type="button"
            className="join"
            onClick={() => act({ do: 'join', channel: channel.id })}
          >
            Join # {channel.name}
          </button>
        )}
      </main>
      {parent && (
        <aside className="pane thread" aria-label="Thread">
          <header>
            <h2>Thread</h2>
            <button
              type="button"
              aria-label="Close the thread"
              onClick={() => openThread(undefined)}
            >
              ✕
            </button>
          </header>
          <Messages
            channel={channel}
            messages={[parent, ...channel.messages.filter((one) => one.thread === thread)]}
          />
          {channel.isMember && (
            <Composer key={thread} channel={channel} thread={thread} label="Reply in the thread" />
          )}
        </aside>
      )}
    </>
  )
}

interface ListProps {
  channel: SeenChannel
  messages: SeenMessage[]
  openThread?: (ts: string) => void
}

/** Stays at its end while more comes, as long as one is there: its style turns it round. */
function Messages({ channel, messages, openThread }: ListProps) {
  return (
    <div className="messages">
      <ol>
        {messages.map((message) => (
          <Message key={message.ts} channel={channel} message={message} openThread={openThread} />
        ))}
      </ol>
    </div>
  )
}
