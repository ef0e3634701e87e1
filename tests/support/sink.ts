import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

interface Received {
  from: string
  to: string[]
  raw: Buffer
  taken: boolean // Answered with 250.
}

/** What a relay does with a mail once it has all of it: an SMTP answer, or no answer at all. */
export type Answer = `${4 | 5}${number} ${string}` | 'drop'

/**
 * A relay on a free port that takes every mail and keeps it, unless told otherwise.
 * @param decide what a mail is answered, where `answerNext` has nothing to say; undefined: 250
 */
export async function startSink(decide: (raw: Buffer) => Answer | undefined = () => undefined) {
  const received: Received[] = []
  const answers: Answer[] = []
  const refusals = new Map<string, string>()
  const sockets = new Map<number | undefined, Socket>()
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _, callback) => callback(failure(refusals.get(address))),
    onData: async (stream, session, callback) => {
      const raw = await buffer(stream).catch(() => undefined)
      if (!raw) return // Its sender was killed.
      const answer = answers.shift() ?? decide(raw)
      const { mailFrom, rcptTo } = session.envelope
      received.push({
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map(({ address }) => address),
        raw,
        taken: !answer,
      })
      if (answer === 'drop') sockets.get(session.remotePort)?.destroy()
      else callback(failure(answer), 'OK, queued as 4F1A')
    },
  })
  server.on('error', () => {}) // A client that hangs up is no fault of the test.
  server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort, socket))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    /** What the next mails are answered, in turn. */
    answerNext: (...next: Answer[]) => void answers.push(...next),
    /** One recipient is not taken, as in `550 5.1.1 No such user`. */
    refuse: (address: string, answer: Answer) => void refusals.set(address, answer),
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

export type Sink = Awaited<ReturnType<typeof startSink>>

function failure(answer: string | undefined): Error | null {
  if (!answer) return null
  return Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) })
}
