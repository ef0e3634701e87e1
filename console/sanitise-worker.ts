import { parentPort } from 'node:worker_threads'
import { sanitise } from '#console/sanitise.ts'

parentPort?.on('message', (html: string) => parentPort?.postMessage(sanitise(html)))
parentPort?.postMessage('ready')
