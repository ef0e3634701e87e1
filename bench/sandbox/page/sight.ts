import { createContext, useCallback, useContext, useEffect, useState } from 'react'
import type { Deed } from '#bench/sandbox/deeds.ts'
import type { Seen, SeenPerson } from '#bench/sandbox/seen.ts'

/** What is seen, and how something is done: resolves with the answer, or undefined when it could not be. */
export interface Sight {
  seen: Seen
  act: (deed: Deed) => Promise<unknown>
}

const Sights = createContext<Sight | undefined>(undefined)
export const SightProvider = Sights.Provider

export function useSight(): Sight {
  const sight = useContext(Sights)
  if (!sight) throw new Error('Nothing is seen outside of the page')
  return sight
}

/** What one person sees, live; `problem` is said until the next thing is done. */
export function useLive(me: string) {
  const [seen, setSeen] = useState<Seen>()
  const [problem, setProblem] = useState('')

  useEffect(() => {
    const source = new EventSource(`/live/${me}`)
    source.onmessage = ({ data }) => {
      setProblem((said) => (said === gone ? '' : said))
      setSeen(JSON.parse(data))
    }
    source.onerror = () => setProblem(gone)
    return () => source.close()
  }, [me])

  const act = useCallback(
    async (deed: Deed) => {
      setProblem('')
      const response = await fetch(`/do/${me}`, { method: 'POST', body: JSON.stringify(deed) })
      const said = await response.json()
      setProblem(said.problem ?? troubleIn(said.answer))
      return said.problem ? undefined : said.answer
    },
    [me],
  )
  return { seen, act, problem, forget: () => setProblem('') }
}

const gone = 'The sandbox has stopped. Start it again with "npm run sandbox".'

/** As Slack says it when an app fails somebody who clicks. */
function troubleIn(answer: unknown): string {
  const { failure } = (answer ?? {}) as { failure?: string }
  return failure ? `Deskwire did not answer in time (${failure}). Try again.` : ''
}

/** Whoever is nobody's id is the app, which may call itself what it likes. */
export function personOf({ people }: Seen, id: string): SeenPerson {
  return people.find((one) => one.id === id) ?? { id, handle: id, name: id, kind: 'bot' }
}
