import { parentPort } from 'node:worker_threads'
import { classify } from './classify.ts'
import { parseMail } from './parse.ts'
import type { Answer, Question } from './read-in-worker.ts'
import { visibleText } from './reply-text.ts'

parentPort?.on('message', async (question: Question) => {
  const answer = await read(question)
  const buffers = answer.mail?.attachments.map(({ content }) => content.buffer) ?? []
  parentPort?.postMessage(answer, [...new Set(buffers)] as ArrayBuffer[])
})
parentPort?.postMessage('ready')

async function read({ raw, from, ours }: Question): Promise<Answer> {
  try {
    const mail = await parseMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
    const attachments = mail.attachments.map((file) => ({ ...file, content: own(file.content) }))
    return {
      mail: { ...mail, attachments },
      classified: classify(mail, { from }, ours),
      visible: visibleText(mail),
    }
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) }
  }
}

/** Bytes that may be handed over: a slice would take the whole buffer behind it along. */
function own(content: Buffer): Buffer {
  if (content.byteLength === content.buffer.byteLength) return content
  const copy = new ArrayBuffer(content.byteLength)
  content.copy(Buffer.from(copy))
  return Buffer.from(copy)
}
