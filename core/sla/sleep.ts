import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '#db/client.ts'
import { batchSize, type Firing } from './fire-due.ts'
import { slaChannel } from './ledger.ts'

const longestMs = 60_000 // A wake-up that was lost with its connection is made good so soon.
const breathMs = 20 // What falls due within is taken at once.
const othersMs = 50 // Somebody else has locked what is due; if they die, it is ours.
const afterProblemMs = 1000
const patienceMs = 5000 // With a database that does not answer, once we are to stop.

interface Clockwork {
  sql: Client['sql'] // For LISTEN alone.
  now: () => Date
  fire: () => Promise<Firing>
  problem: (error: unknown) => void
}

/**
 * Sleeps until the next clock is due, or until an earlier one is written, and fires what is. Any number of processes
 * may do so at once.
 * @returns how to stop it, once what it does is done; what the database does not answer for is not waited for
 */
export async function watchClocks({ sql, now, fire, problem }: Clockwork) {
  let stopped = false
  let heard = Number.POSITIVE_INFINITY // The earliest that was written since the last look, in ms since 1970.
  let hurry = () => {}

  async function watch(): Promise<void> {
    while (!stopped) {
      heard = Number.POSITIVE_INFINITY
      hurry = () => {}
      const ms = await fire().then(untilNext, (error: unknown) => {
        problem(error)
        return afterProblemMs
      })
      if (ms > 0) await sleepUntil(now().getTime() + ms)
    }
  }

  function untilNext({ count, next }: Firing): number {
    if (count >= batchSize) return 0
    if (!next) return longestMs
    const ms = next.getTime() - now().getTime()
    return ms <= 0 && count === 0 ? othersMs : Math.max(ms, breathMs)
  }

  function sleepUntil(planned: number): Promise<void> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined
      hurry = () => {
        clearTimeout(timer)
        const ms = Math.ceil(Math.min(planned, heard) - now().getTime()) + 1
        timer = setTimeout(resolve, stopped ? 0 : Math.min(Math.max(ms, breathMs), longestMs))
      }
      hurry()
    })
  }

  const listening = await sql.listen(slaChannel, (moment) => {
    if (Number(moment) >= heard) return
    heard = Number(moment)
    hurry()
  })
  const ended = watch()
  return async () => {
    stopped = true
    hurry()
    const done = ended.then(() => listening.unlisten()).catch(problem)
    const tired = new AbortController()
    await Promise.race([done, sleep(patienceMs, null, { signal: tired.signal }).catch(() => {})])
    tired.abort()
  }
}
