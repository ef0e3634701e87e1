import { useRevalidator } from '@remix-run/react'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import type { LiveEvent } from '#console/context.ts'

type Listener = (event: LiveEvent) => void
const Live = createContext<Set<Listener> | null>(null)

/** One stream for the whole console, however many parts of a page listen. The browser itself connects again. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const [listeners] = useState(() => new Set<Listener>())
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const source = new EventSource('/live')
    // Something may have happened since the page's data was read, or the line was lost.
    source.onopen = () => revalidate()
    source.onmessage = ({ data }) => {
      const event: LiveEvent = JSON.parse(String(data))
      for (const tell of listeners) tell(event)
    }
    return () => source.close()
  }, [listeners, revalidate])
  return <Live.Provider value={listeners}>{children}</Live.Provider>
}

/**
 * Asks for the page's data again when something it shows has changed, at most a few times a second. Somebody looking
 * at a sensitive ticket changes nothing that is shown.
 */
export function useLive(concerns: (ticket: number) => boolean): void {
  const listeners = useContext(Live)
  const { revalidate } = useRevalidator()
  const latest = useRef(concerns)
  latest.current = concerns
  useEffect(() => {
    if (!listeners) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const listen = (event: LiveEvent) => {
      if (event.kinds.every((kind) => kind === 'viewed')) return
      if (event.ticket !== null && !latest.current(event.ticket)) return
      timer ??= setTimeout(() => {
        timer = undefined
        revalidate()
      }, 150)
    }
    listeners.add(listen)
    return () => {
      clearTimeout(timer)
      listeners.delete(listen)
    }
  }, [listeners, revalidate])
}
