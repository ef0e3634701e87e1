import { sendAll } from './smtp-client.ts'

/** A process of its own, so that the client's work is not the server's: PORT RUN COUNT CONNECTIONS. */
const [port, run = '', count, connections] = process.argv.slice(2)
const lanes = Array.from({ length: Number(connections) }, (_, lane) =>
  Array.from({ length: Number(count) }, (_, n) => n).filter(
    (n) => Math.floor(n / 2) % Number(connections) === lane,
  ),
)
const started = performance.now()
const millis = (
  await Promise.all(lanes.map((numbers) => sendAll(Number(port), run, numbers)))
).flat()
process.stdout.write(JSON.stringify({ seconds: (performance.now() - started) / 1000, millis }))
