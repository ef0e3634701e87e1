import { once } from 'node:events'
import { type Transferable, Worker, type WorkerOptions } from 'node:worker_threads'

interface PoolOptions<Answer> {
  workers: number
  deadlineMillis: number
  memoryMb: number
  env?: WorkerOptions['env'] // Absent: as ours.
  /** The answer where there is none: over the deadline or the memory, or the worker failed. */
  giveUp: (error: unknown) => Answer
}

/**
 * Work beside the event loop, on what strangers sent and may keep a parser busy for as long as it likes. A worker that
 * is over its deadline or memory is ended; the next question gets a new one. Workers start with the first question and
 * say `ready` before it; none keeps the process alive.
 */
export function startPool<Question, Answer>(file: URL, options: PoolOptions<Answer>) {
  const idle: Worker[] = []
  const queue: (() => Promise<void>)[] = []
  let busy = 0

  function next() {
    while (busy < options.workers) {
      const task = queue.shift()
      if (!task) return
      busy += 1
      void task().then(() => {
        busy -= 1
        next()
      })
    }
  }

  async function work(question: Question, transfer: Transferable[]): Promise<Answer> {
    let worker: Worker | undefined
    try {
      worker = idle.pop() ?? (await startWorker(file, options))
      const answer = once(worker, 'message', {
        signal: AbortSignal.timeout(options.deadlineMillis),
      })
      worker.postMessage(question, transfer)
      const [read] = (await answer) as [Answer]
      idle.push(worker)
      return read
    } catch (error) {
      void worker?.terminate()
      return options.giveUp(error)
    }
  }

  return {
    ask: (question: Question, transfer: Transferable[] = []) =>
      new Promise<Answer>((done) => {
        queue.push(() => work(question, transfer).then(done))
        next()
      }),
    waiting: () => queue.length,
    /** Ends the idle workers; those at work end with their question. */
    close: async () => {
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()))
    },
  }
}

/** A worker that has said that it is ready: the deadline is for questions, not for its start. */
async function startWorker(
  file: URL,
  { memoryMb, env }: Pick<PoolOptions<unknown>, 'memoryMb' | 'env'>,
): Promise<Worker> {
  const worker = new Worker(file, {
    env,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  worker.unref()
  worker.on('error', () => {}) // One that runs out of memory while it is being ended would end this process.
  await once(worker, 'message')
  return worker
}
