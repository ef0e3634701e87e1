import { once } from 'node:events'
import { connect } from 'node:net'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { onTestFinished } from 'vitest'
import type { App } from '#core/app.ts'
import { read } from '#core/app.ts'
import { findMails } from '#core/mails/find.ts'
import { startSmtp } from '#ingest/smtp.ts'

const defaults = {
  from: 'Ada <ada@example.org>',
  to: 'help@desk.test',
  subject: 'Stuck',
  text: 'Help!',
}

type Envelope = { from?: string; to?: string | string[] }

/**
 * Opens the desk's real door for the time of the test, and sends through it.
 * @param connections more than one only with a desk that has a database of its own
 */
export async function mailer(app: App, { connections = 1 } = {}) {
  const door = await startSmtp(app)
  const transport = createTransport({
    host: '127.0.0.1',
    port: door.port,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
  })
  onTestFinished(async () => {
    transport.close()
    await door.close()
  })
  return {
    port: door.port,
    close: door.close,
    /** Says only what the test is about; resolves with what the door answered. */
    send: async (mail: SendMailOptions = {}): Promise<string> =>
      (await transport.sendMail({ ...defaults, ...mail })).response,
    /** Bytes as they are, lines ending in CRLF. */
    sendRaw: async (raw: string | Buffer, envelope: Envelope = {}): Promise<string> =>
      (
        await transport.sendMail({
          raw,
          envelope: { from: 'ada@example.org', to: 'help@desk.test', ...envelope },
        })
      ).response,
  }
}

/** What became of the mails, oldest first. */
export async function ledger(app: App) {
  const { items } = await read(app, null, (db) => findMails(db, { limit: 200 }))
  return items.toReversed()
}

/** A client that says exactly what it is told to. Each answer is the last line of a reply. */
export async function dialogue(port: number) {
  const socket = connect(port, '127.0.0.1')
  const answers: string[] = []
  let rest = ''
  socket.setEncoding('latin1')
  socket.on('data', (text) => {
    const lines = `${rest}${text}`.split('\r\n')
    rest = lines.pop() ?? ''
    answers.push(...lines.filter((line) => /^\d{3} /.test(line)))
    socket.emit('answer')
  })
  socket.on('error', () => {})
  const closed = once(socket, 'close')
  const hear = async (): Promise<string> => {
    while (answers.length === 0) {
      if (socket.destroyed) return 'closed'
      await Promise.race([once(socket, 'answer'), closed])
    }
    return answers.shift() ?? ''
  }
  const say = async (line: string): Promise<string> => {
    socket.write(`${line}\r\n`, 'latin1')
    return hear()
  }
  onTestFinished(() => void socket.destroy())
  await hear()
  await say('EHLO client.test')
  return {
    socket,
    hear,
    say,
    closed,
    /** As far as the 354 that asks for the mail. */
    begin: async (to = 'help@desk.test'): Promise<string> => {
      await say('MAIL FROM:<ada@example.org>')
      await say(`RCPT TO:<${to}>`)
      return say('DATA')
    },
  }
}
