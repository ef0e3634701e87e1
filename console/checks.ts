import { type Flights, isLate } from '#core/canary/watch.ts'
import type { Loops } from '#core/mails/loops.ts'

/** How one part of the desk fares. */
export interface Check {
  ok: boolean
  words: string // For everybody.
  details?: string[] // Addresses, and what relays say: for those who watch over the desk.
}

/** @param everyMinutes 0: no canary flies by itself, so none can be late. */
export function checkCanary(flights: Flights, everyMinutes: number): Check {
  const { sentAt, missedMs, tookMs, problem } = flights
  if (everyMinutes > 0 && isLate(flights, everyMinutes))
    return {
      ok: false,
      words: `No canary has arrived for ${minutes(missedMs)}.`,
      details: [problem ?? 'The last one was sent, and is missing.'],
    }
  if (!sentAt) return { ok: true, words: 'None has been sent yet.' }
  if (tookMs === null || missedMs === null)
    return {
      ok: true,
      words: 'None has arrived yet.',
      details: [problem ?? 'The first one is on its way.'],
    }
  return {
    ok: true,
    words: `The last one arrived ${minutes(missedMs)} ago and took ${Math.round(tookMs / 1000)} s.`,
  }
}

export function checkLoops({ mails, senders, limited, alarming }: Loops): Check {
  const said = [
    mails > 0 && `${mails} mails came in circles within an hour.`,
    limited.length > 0 &&
      `${limited.length} addresses were to get more automatic mail than the desk sends.`,
  ].filter(Boolean)
  return {
    ok: !alarming,
    words: said.join(' ') || 'No mail goes in circles.',
    ...(said.length > 0 && { details: [...new Set([...senders, ...limited])] }),
  }
}

function minutes(millis: number | null): string {
  const count = Math.floor((millis ?? 0) / 60_000)
  return count === 1 ? '1 minute' : `${count} minutes`
}
