import { parentPort } from 'node:worker_threads'
import { type Question, verifySignatures } from './verify-signatures.ts'

parentPort?.on('message', async (question: Question) => {
  const answer = await verifySignatures(question).catch(() => null)
  parentPort?.postMessage(answer)
})
parentPort?.postMessage('ready')
