import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { App } from '#core/app.ts'
import { endLate, startCrowd } from './smtp-crowd.ts'
import { limits } from './smtp-limits.ts'
import { parcels } from './smtp-parcel.ts'
import { takeMail, takeRecipient, takeSender } from './smtp-receive.ts'
import { Reply } from './smtp-reply.ts'

/** The door that mail comes in by. `close` takes nothing new, and lets what is being received end. */
export async function startSmtp(app: App): Promise<{ port: number; close(): Promise<void> }> {
  const openParcel = parcels(app.env.SMTP_MAX_BYTES)
  const crowd = startCrowd(turnOut)
  let closing = false
  const tls = await readTls(app)
  const door = new SMTPServer({
    ...tls,
    size: app.env.SMTP_MAX_BYTES,
    disabledCommands: [...neverMeant, ...(tls ? [] : ['STARTTLS'])],
    useProxy: app.env.SMTP_PROXY_PROTOCOL,
    disableReverseLookup: true, // A stranger's name server would make the client wait.
    maxClients: 2 * limits.clients, // With those that are not greeted yet; of the others the crowd takes care.
    socketTimeout: limits.idleMs,
    closeTimeout: limits.closeMs,
    onConnect: (session, reply) => {
      if (closing) return reply(shuttingDown)
      crowd.enter(session)
      reply()
    },
    onClose: crowd.leave,
    onMailFrom: (_, session, reply) => reply(takeSender(app, session)),
    onRcptTo: (to, session, reply) => {
      takeRecipient(app, to, session).then(
        () => reply(),
        (error) => refuse(session, toldOf(app, error), reply),
      )
    },
    onData: (stream, session, reply) => {
      crowd.begins(session)
      const parcel = openParcel(session.remoteAddress, () =>
        turnOut(session, '4.3.1 Others need the room that this mail takes. Come again.'),
      )
      takeMail(app, parcel, stream, session)
        .then(
          (id) => reply(null, `2.6.0 Kept as mail ${id}`),
          (error) => refuse(session, toldOf(app, error), reply),
        )
        .finally(() => {
          crowd.ends(session)
          if (closing) endIdle()
        })
    },
  })
  door.on('error', (error) => app.log.info({ reason: error.message }, 'a mail session broke off'))
  endLate(door.server)
  door.listen(app.env.SMTP_PORT, app.env.DESKWIRE_HOST)
  await once(door.server, 'listening')
  const address = door.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : app.env.SMTP_PORT,
    close: async () => {
      closing = true
      const closed = new Promise<void>((resolve) => door.close(resolve))
      endIdle()
      await closed
    },
  }

  function endIdle() {
    const idle = new Set(crowd.idle())
    for (const connection of door.connections)
      if (idle.has(connection.session)) connection.send(421, shuttingDown.message)
  }

  function refuse(session: SMTPServerSession, told: Reply, reply: (told: Reply) => void) {
    if (told.responseCode === 421) turnOut(session, told.message)
    else reply(told)
  }

  /** Hangs up without waiting for the client to: it may go on sending for as long as it is heard. */
  function turnOut(session: SMTPServerSession, words: string) {
    for (const connection of door.connections)
      if (connection.session === session) {
        connection.send(421, words)
        connection._socket.destroySoon()
      }
  }
}

const shuttingDown = new Reply(421, '4.3.2 Shutting down')

/** VRFY stays, as RFC 5321 §4.5.1 wants it, and says the same of everybody. */
const neverMeant = ['AUTH', 'XCLIENT', 'XFORWARD', 'WIZ', 'SHELL', 'KILL']

/** A refusal is told as it is. Anything else is a fault of ours: the client keeps its mail and comes again. */
function toldOf(app: App, error: Error & { code?: string }): Reply {
  if (error instanceof Reply) return error
  if (error.code === 'ECONNECTION') app.log.info('a client left before its mail was whole')
  else app.log.error({ err: error }, 'a mail could not be taken')
  return isDiskFull(error)
    ? new Reply(452, '4.3.1 There is no room for mail at this moment. Try again later.')
    : new Reply(451, '4.3.0 We cannot take mail at this moment. Try again later.')
}

/** Postgres's disk_full (53100), which Drizzle wraps. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && error.code === '53100') || isDiskFull(error.cause)
}

/** Undefined: no certificate is configured, so STARTTLS is not offered. */
async function readTls({ env }: App): Promise<{ cert: Buffer; key: Buffer } | undefined> {
  const { SMTP_TLS_CERT: cert, SMTP_TLS_KEY: key } = env
  if (!cert || !key) return undefined
  return { cert: await readFile(cert), key: await readFile(key) }
}
