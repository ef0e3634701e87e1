import { classify } from '#ingest/mail/classify.ts'
import { TooMuch } from '#ingest/mail/limits.ts'
import { parseMail } from '#ingest/mail/parse.ts'
import { visibleText } from '#ingest/mail/reply-text.ts'
import { mailOf, type Shape } from './shapes.ts'

export interface Effort {
  read: number
  trim: number
}

/** CPU milliseconds of this thread that a mail of so many bytes takes: what others do on the machine counts less. */
export async function effortOf(shape: Shape, bytes: number, tries = 2): Promise<Effort> {
  const raw = mailOf(shape, bytes)
  const best: Effort = { read: Number.POSITIVE_INFINITY, trim: Number.POSITIVE_INFINITY }
  for (let n = 0; n < tries; n += 1) {
    const { read, trim } = await once(raw)
    best.read = Math.min(best.read, read)
    best.trim = Math.min(best.trim, trim)
  }
  return best
}

async function once(raw: Buffer): Promise<Effort> {
  const started = cpuMillis()
  try {
    const mail = await parseMail(raw)
    classify(mail, { from: 'ada@customer.test' })
    const read = cpuMillis()
    visibleText(mail)
    return { read: read - started, trim: cpuMillis() - read }
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    return { read: cpuMillis() - started, trim: 0 }
  }
}

function cpuMillis(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
