import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Classified, Ours } from './classify.ts'
import type { ParsedMail } from './parsed.ts'

export interface ReadMail {
  mail: ParsedMail
  classified: Classified
  visible: string // The text without quotes and signature.
}

/** What goes to the worker, and what comes back: the mail, or the sentence that refuses it. */
export interface Question {
  raw: Uint8Array<ArrayBuffer>
  from: string
  ours: Ours | undefined
}
export type Answer = (ReadMail & { refusal?: never }) | { mail?: never; refusal: string }

interface Task {
  question: Question
  done: (answer: Answer | Promise<Answer>) => void
}

/**
 * Reads mails beside the event loop. A mail over the deadline or the memory ends its worker and is refused
 * with a sentence; the next one gets a new worker. Workers start with the first mail, and none keeps the process alive.
 */
export function startReaders({
  workers = Math.min(2, availableParallelism()),
  deadlineMillis = 5000,
  memoryMb = 512,
} = {}) {
  const idle: Worker[] = []
  const queue: Task[] = []
  let busy = 0

  function next() {
    while (busy < workers) {
      const task = queue.shift()
      if (!task) return
      busy += 1
      void work(task.question).then((answer) => {
        busy -= 1
        task.done(answer)
        next()
      })
    }
  }

  async function work(question: Question): Promise<Answer> {
    let worker: Worker | undefined
    try {
      worker = idle.pop() ?? (await startWorker(memoryMb))
      const answer = once(worker, 'message', { signal: AbortSignal.timeout(deadlineMillis) })
      worker.postMessage(question, [question.raw.buffer])
      const [read] = (await answer) as [Answer]
      idle.push(worker)
      return read
    } catch (error) {
      void worker?.terminate()
      return { refusal: refusalOf(error, deadlineMillis, memoryMb) }
    }
  }

  return {
    /** Like `parseMail` and `classify`; the bytes are copied once, so the caller may keep them. */
    async read(raw: Buffer, envelope: { from: string }, ours?: Ours): Promise<ReadMail> {
      const question = { raw: new Uint8Array(raw), from: envelope.from, ours }
      const answer = await new Promise<Answer>((done) => {
        queue.push({ question, done })
        next()
      })
      if (answer.refusal !== undefined) throw new Error(answer.refusal)
      return { ...answer, mail: withBuffers(answer.mail) }
    },
    /** Ends the idle workers; those at work end with their mail. */
    async close(): Promise<void> {
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()))
    },
  }
}

const readers = startReaders()
export const readInWorker = readers.read
export const closeReaders = readers.close

/** A worker that has said that it is ready: the deadline is for mails, not for its start. */
async function startWorker(memoryMb: number): Promise<Worker> {
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    env: {}, // What reads the mail of strangers has no use for our secrets.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  worker.unref()
  worker.on('error', () => {}) // One that runs out of memory while it is being ended would end this process.
  await once(worker, 'message')
  return worker
}

/** Only plain bytes cross between threads. */
function withBuffers(mail: ParsedMail): ParsedMail {
  const attachments = mail.attachments.map((file) => ({
    ...file,
    content: Buffer.from(file.content.buffer, file.content.byteOffset, file.content.byteLength),
  }))
  return { ...mail, attachments }
}

function refusalOf(error: unknown, deadlineMillis: number, memoryMb: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ABORT_ERR')
    return `This mail cannot be read: it takes longer than ${deadlineMillis / 1000} seconds.`
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return `This mail cannot be read: it takes more than ${memoryMb} MB of memory.`
  return `This mail cannot be read: its reader failed (${error instanceof Error ? error.message : String(error)}).`
}
