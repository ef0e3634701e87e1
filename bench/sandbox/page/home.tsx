import type { KnownBlock } from '@slack/types'
import { useEffect, useState } from 'react'
import { Blocks } from './blocks.tsx'
import { Conversation } from './conversation.tsx'
import { useSight } from './sight.ts'

/** The app itself: what it shows on its home, and the conversation with it. */
export function Home() {
  const { seen, act } = useSight()
  const [tab, show] = useState<'home' | 'messages'>('home')
  const [thread, openThread] = useState<string>()
  const talk = seen.channels.find(({ kind, isWithBot }) => kind === 'im' && isWithBot)
  useEffect(() => {
    if (tab === 'home') act({ do: 'openHome' })
  }, [tab, act])
  const tabs = (
    <span className="tabs" role="tablist">
      {(['home', 'messages'] as const).map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          aria-selected={tab === one}
          onClick={() => show(one)}
        >
          {one === 'home' ? 'Home' : 'Messages'}
        </button>
      ))}
    </span>
  )
  if (tab === 'messages' && talk)
    return <Conversation channel={talk} thread={thread} openThread={openThread} tabs={tabs} />
  return (
    <main className="pane" aria-label="Deskwire">
      <header>
        <h2>🎫 Deskwire</h2>
        {tabs}
      </header>
      <div className="home">
        {seen.home ? (
          <Blocks blocks={seen.home.blocks as KnownBlock[]} where="home" />
        ) : (
          <p className="wait">Deskwire shows nothing here yet.</p>
        )}
      </div>
    </main>
  )
}
