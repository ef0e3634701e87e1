import { startPool } from '#core/worker-pool.ts'
import type { Clean } from './sanitise.ts'

export type Sanitiser = ReturnType<typeof startSanitiser>

/**
 * Sanitises beside the event loop, because hostile HTML can keep a parser busy for as long as it likes. Where a
 * document is over the deadline, or too many wait, null is the answer.
 */
export function startSanitiser({ workers = 2, deadlineMillis = 3000, waiting = 200 } = {}) {
  const pool = startPool<string, Clean | null>(new URL('./sanitise-worker.ts', import.meta.url), {
    workers,
    deadlineMillis,
    memoryMb: 256,
    giveUp: () => null,
  })
  return {
    sanitise: async (html: string) => (pool.waiting() >= waiting ? null : pool.ask(html)),
    close: pool.close,
  }
}
