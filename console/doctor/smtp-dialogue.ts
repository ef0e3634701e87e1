import { once } from 'node:events'
import { connect, isIPv6, type Socket } from 'node:net'
import { createInterface, type Interface } from 'node:readline'
import { connect as connectTls } from 'node:tls'

/** A talk with a mail server, as far as somebody goes who only looks. */
export interface Dialogue {
  greeting: string
  /** The whole reply, lines separated by LF. Throws when the server hangs up, or says nothing in time. */
  say(line: string): Promise<string>
  /** Goes on encrypted. Whose certificate it is does not matter here. */
  encrypt(): Promise<void>
  close(): void
}

const patienceMs = 5000

/** @param asProxy whether the server wants to be told first whom we bring: ourselves */
export async function openDialogue(
  host: string,
  port: number,
  asProxy: boolean,
): Promise<Dialogue> {
  let socket: Socket = connect({ host, port, timeout: patienceMs })
  await answered(socket, 'connect')
  if (asProxy) socket.write(`PROXY TCP${isIPv6(host) ? 6 : 4} ${host} ${host} ${port} ${port}\r\n`)
  let replies = repliesOf(socket)
  const greeting = await replies.next()
  return {
    greeting,
    say: (line) => {
      socket.write(`${line}\r\n`)
      return replies.next()
    },
    encrypt: async () => {
      replies.close()
      socket = connectTls({ socket, rejectUnauthorized: false, timeout: patienceMs })
      await answered(socket, 'secureConnect')
      replies = repliesOf(socket)
    },
    close: () => socket.destroy(),
  }
}

async function answered(socket: Socket, event: string): Promise<void> {
  const late = once(socket, 'timeout').then(() => Promise.reject(new Error('it does not answer')))
  await Promise.race([once(socket, event), late])
}

/** Replies of several lines are one: the last line has a blank behind its code (RFC 5321 §4.2.1). */
function repliesOf(socket: Socket) {
  const lines: Interface = createInterface({ input: socket })
  const source = lines[Symbol.asyncIterator]()
  const late = once(socket, 'timeout').then(() => Promise.reject(new Error('it says no more')))
  late.catch(() => {})
  return {
    next: async () => {
      let reply = ''
      while (!/^\d{3} /m.test(reply)) {
        const line = await Promise.race([source.next(), late])
        if (line.done) throw new Error('it hangs up')
        reply += `${line.value}\n`
      }
      return reply.trimEnd()
    },
    close: () => lines.close(),
  }
}
