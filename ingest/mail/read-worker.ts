import { parentPort } from 'node:worker_threads'
import { classify } from './classify.ts'
import { forwardedOf } from './forwarded.ts'
import { parseMail } from './parse.ts'
import type { ParsedMail } from './parsed.ts'
import type { Answer, Question } from './read-in-worker.ts'
import { visibleText } from './reply-text.ts'

parentPort?.on('message', async (question: Question) => {
  const answer = await read(question)
  const mails = [answer.mail, answer.forwarded?.original?.mail]
  const files = mails.flatMap((mail) => mail?.attachments ?? [])
  const buffers = files.map(({ content }) => content.buffer)
  parentPort?.postMessage(answer, [...new Set(buffers)] as ArrayBuffer[])
})
parentPort?.postMessage('ready')

async function read({ raw, from }: Question): Promise<Answer> {
  try {
    const mail = await parseMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
    const classified = classify(mail, { from })
    const forwarded = classified.kind === 'human' ? await forwardedOf(mail) : null
    if (forwarded?.original) forwarded.original.mail = owning(forwarded.original.mail)
    return { mail: owning(mail), classified, visible: visibleText(mail), forwarded }
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) }
  }
}

function owning(mail: ParsedMail): ParsedMail {
  const attachments = mail.attachments.map((file) => ({ ...file, content: own(file.content) }))
  return { ...mail, attachments }
}

/** Bytes that may be handed over: a slice would take the whole buffer behind it along. */
function own(content: Buffer): Buffer {
  if (content.byteLength === content.buffer.byteLength) return content
  const copy = new ArrayBuffer(content.byteLength)
  content.copy(Buffer.from(copy))
  return Buffer.from(copy)
}
