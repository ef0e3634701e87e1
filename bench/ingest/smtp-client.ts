import { connect, type Socket } from 'node:net'
import { mailNumber } from './mix.ts'

/**
 * Sends mails over one kept connection, one after the other, as a relay does.
 * @param accepted hears of each mail once it has been answered 250
 * @returns milliseconds from the final dot to 250, per mail
 */
export async function sendAll(
  port: number,
  run: string,
  numbers: number[],
  accepted: (n: number) => void = () => {},
): Promise<number[]> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const answer = answers(socket)
  const ask = async (line: string | Buffer, expected: string) => {
    socket.write(line)
    const reply = await answer()
    if (!reply.startsWith(expected)) throw new Error(`expected ${expected}, got: ${reply}`)
  }
  await answer()
  await ask('EHLO bench\r\n', '250')
  const millis: number[] = []
  for (const n of numbers) {
    const { from, raw } = mailNumber(n, run)
    await ask(`MAIL FROM:<${from}>\r\n`, '250')
    await ask('RCPT TO:<help@localhost>\r\n', '250')
    await ask('DATA\r\n', '354')
    const started = performance.now()
    await ask(Buffer.concat([raw, Buffer.from('\r\n.\r\n')]), '250')
    millis.push(performance.now() - started)
    accepted(n)
  }
  socket.end('QUIT\r\n')
  return millis
}

/** The server's answers, one at a time; the last line of one has a blank behind its code (RFC 5321 §4.2.1). */
function answers(socket: Socket): () => Promise<string> {
  let buffer = ''
  let wake = () => {}
  let failed: Error | undefined
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => {
    buffer += text
    wake()
  })
  const fail = (error?: Error) => {
    failed = error ?? new Error('the server hung up')
    wake()
  }
  socket.on('error', fail)
  socket.on('close', () => fail())
  return async () => {
    for (;;) {
      const last = /^\d{3} .*\r\n/m.exec(buffer)
      if (last) {
        const end = last.index + last[0].length
        const reply = buffer.slice(0, end)
        buffer = buffer.slice(end)
        return reply
      }
      if (failed) throw failed
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}
