import { availableParallelism } from 'node:os'
import { startPool } from '#core/worker-pool.ts'
import type { Classified } from './classify.ts'
import type { Forwarded } from './forwarded.ts'
import type { ParsedMail } from './parsed.ts'

export interface ReadMail {
  mail: ParsedMail
  classified: Classified
  visible: string // The text without quotes and signature.
  forwarded: Forwarded | null // The mail that it passes on; null: none, or no person wrote it.
}

/** What goes to the worker, and what comes back: the mail, or the sentence that refuses it. */
export interface Question {
  raw: Uint8Array<ArrayBuffer>
  from: string
}
export type Answer =
  | (ReadMail & { refusal?: never })
  | { mail?: never; forwarded?: never; refusal: string }

/**
 * Reads mails beside the event loop. A mail over the deadline or the memory ends its worker and is refused
 * with a sentence; the next one gets a new worker. Workers start with the first mail, and none keeps the process alive.
 */
export function startReaders({
  workers = Math.min(2, availableParallelism()),
  deadlineMillis = 5000,
  memoryMb = 512,
} = {}) {
  const pool = startPool<Question, Answer>(new URL('./read-worker.ts', import.meta.url), {
    workers,
    deadlineMillis,
    memoryMb,
    env: {}, // What reads the mail of strangers has no use for our secrets.
    giveUp: (error) => ({ refusal: refusalOf(error, deadlineMillis, memoryMb) }),
  })

  return {
    /** Like `parseMail` and `classify`; the bytes are copied once, so the caller may keep them. */
    async read(raw: Buffer, envelope: { from: string }): Promise<ReadMail> {
      const question = { raw: new Uint8Array(raw), from: envelope.from }
      const answer = await pool.ask(question, [question.raw.buffer])
      if (answer.refusal !== undefined) throw new Error(answer.refusal)
      const { original } = answer.forwarded ?? {}
      if (original) original.mail = withBuffers(original.mail)
      return { ...answer, mail: withBuffers(answer.mail) }
    },
    close: pool.close,
  }
}

const readers = startReaders()
export const readInWorker = readers.read
export const closeReaders = readers.close

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
