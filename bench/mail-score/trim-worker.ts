import { parentPort, workerData } from 'node:worker_threads'
import { type Body, trimmers } from './trimmers.ts'

export interface Trimmed {
  n: number
  shown: string
  millis: number
}

const { name, mails }: { name: string; mails: Body[] } = workerData
const trim = trimmers[name]
if (trim)
  for (const [n, mail] of mails.entries()) {
    const before = performance.now()
    let shown = ''
    try {
      shown = trim(mail)
    } catch {
      // A library that throws shows nothing.
    }
    const trimmed: Trimmed = { n, shown, millis: performance.now() - before }
    parentPort?.postMessage(trimmed)
  }
