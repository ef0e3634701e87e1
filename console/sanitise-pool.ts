import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Clean } from './sanitise.ts'

interface Task {
  html: string
  done: (clean: Clean | null) => void
}

export type Sanitiser = ReturnType<typeof startSanitiser>

/**
 * Sanitises beside the event loop, because hostile HTML can keep a parser busy for as long as it likes. A worker that
 * is over the deadline is ended, and null is the answer; the next document gets a new one.
 */
export function startSanitiser({ workers = 2, deadlineMillis = 3000, waiting = 200 } = {}) {
  const idle: Worker[] = []
  const queue: Task[] = []
  let busy = 0

  function next() {
    while (busy < workers) {
      const task = queue.shift()
      if (!task) return
      busy += 1
      void work(task.html).then((clean) => {
        busy -= 1
        task.done(clean)
        next()
      })
    }
  }

  async function work(html: string): Promise<Clean | null> {
    let worker: Worker | undefined
    try {
      worker = idle.pop() ?? (await startWorker())
      const answer = once(worker, 'message', { signal: AbortSignal.timeout(deadlineMillis) })
      worker.postMessage(html)
      const [clean] = await answer
      idle.push(worker)
      return clean as Clean
    } catch {
      void worker?.terminate()
      return null
    }
  }

  return {
    sanitise: (html: string) =>
      new Promise<Clean | null>((done) => {
        if (queue.length >= waiting) return done(null)
        queue.push({ html, done })
        next()
      }),
    close: async () => {
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()))
    },
  }
}

/** A worker that has said that it is ready: the deadline is for documents, not for its start. */
async function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL('./sanitise-worker.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  worker.unref()
  worker.on('error', () => {}) // One that runs out of memory while it is being ended would end this process.
  await once(worker, 'message')
  return worker
}
