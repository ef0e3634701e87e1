import { useState } from 'react'
import { Conversation } from './conversation.tsx'
import { Customers } from './customers.tsx'
import { Home } from './home.tsx'
import { Modal } from './modal.tsx'
import { type Place, Sidebar } from './sidebar.tsx'
import { SightProvider, useLive } from './sight.ts'

/** Slack, as one person sees it, who can become another. */
export function Page() {
  const [me, setMe] = useState('mira')
  const [place, setPlace] = useState<Place>({ kind: 'channel', name: 'support' })
  const [thread, setThread] = useState<string>()
  const [isListShown, showList] = useState(false) // On narrow screens.
  const { seen, act, problem, forget } = useLive(me)
  if (!seen) return <p className="wait">{problem || 'Looking at Slack…'}</p>

  function go(to: Place) {
    setPlace(to)
    setThread(undefined)
    showList(false)
  }

  function become(handle: string) {
    setMe(handle)
    setThread(undefined)
  }

  const channel =
    place.kind === 'channel' ? seen.channels.find(({ name }) => name === place.name) : undefined
  return (
    <SightProvider value={{ seen, act }}>
      <div className="slack" data-list={isListShown} data-thread={thread !== undefined}>
        <Sidebar place={place} go={go} become={become} />
        <button type="button" className="open-list" onClick={() => showList(!isListShown)}>
          ☰ {seen.team}
        </button>
        {place.kind === 'home' && <Home key={me} />}
        {place.kind === 'customers' && <Customers />}
        {place.kind === 'channel' && !channel && (
          <main className="pane">
            <p className="wait">You cannot see #{place.name}. Choose another channel.</p>
          </main>
        )}
        {channel && (
          <Conversation key={channel.id} channel={channel} thread={thread} openThread={setThread} />
        )}
        {seen.modal && <Modal key={seen.modal.id} modal={seen.modal} />}
        {problem && (
          <p role="alert" className="problem">
            {problem}
            <button type="button" aria-label="Close" onClick={forget}>
              ✕
            </button>
          </p>
        )}
      </div>
    </SightProvider>
  )
}
