type Act = () => void | Promise<void>

/** Time as the fake lives it, in milliseconds since 1970. */
export interface Clock {
  now(): number
  /** Acts once so much time has passed; returns how to call it off. */
  after(millis: number, act: Act): () => void
}

/** Stands until somebody lets time pass; what falls due on the way happens in order, at its own instant. */
export interface StandingClock extends Clock {
  pass(millis: number): Promise<void>
}

export function standingClock(from: Date): StandingClock {
  let now = from.getTime()
  const due = new Set<{ at: number; act: Act }>()
  return {
    now: () => now,
    after: (millis, act) => {
      const entry = { at: now + millis, act }
      due.add(entry)
      return () => void due.delete(entry)
    },
    pass: async (millis) => {
      const until = now + millis
      for (;;) {
        const [next] = [...due].sort((a, b) => a.at - b.at)
        if (!next || next.at > until) break
        due.delete(next)
        now = Math.max(now, next.at)
        await next.act()
        await turn() // What was just done may set a timer of its own before the next one is due.
      }
      now = until
    },
  }
}

/** The wall clock, for people who play with the fake. */
export function runningClock(): Clock {
  return {
    now: () => Date.now(),
    after: (millis, act) => {
      const timer = setTimeout(() => void act(), millis)
      timer.unref()
      return () => clearTimeout(timer)
    },
  }
}

/** Lets everything that is ready to run, run. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
