import { useRouteLoaderData } from '@remix-run/react'
import { useSyncExternalStore } from 'react'

let skew: number | undefined // Between the desk's clock and the page's own stopwatch, in milliseconds.
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/**
 * The desk's time in milliseconds, in steps of so many seconds. Server and browser first draw the same moment;
 * after that the page counts on by itself, whatever the visitor's clock says.
 */
export function useNow(stepSeconds: number): number {
  const at = useRouteLoaderData<{ now: number }>('root')?.now ?? 0
  const stepped = (millis: number) => millis - (millis % (stepSeconds * 1000))
  return useSyncExternalStore(
    subscribe,
    () => {
      skew ??= at - performance.now()
      return stepped(skew + performance.now())
    },
    () => stepped(at),
  )
}

/** False while the page is as the server drew it. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const tell of listeners) tell()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
