import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { App } from '#core/app.ts'
import { guardSockets, limits } from './smtp-limits.ts'
import { parcels } from './smtp-parcel.ts'
import { takeMail, takeRecipient } from './smtp-receive.ts'
import { Reply } from './smtp-reply.ts'

/** The door that mail comes in by. `close` takes nothing new, and lets what is being received end. */
export async function startSmtp(app: App): Promise<{ port: number; close(): Promise<void> }> {
  const openParcel = parcels(app.env.SMTP_MAX_BYTES)
  const receiving = new Set<SMTPServerSession>()
  let closing = false
  const tls = await readTls(app)
  const door = new SMTPServer({
    ...tls,
    size: app.env.SMTP_MAX_BYTES,
    disabledCommands: ['AUTH', 'WIZ', 'SHELL', 'KILL', ...(tls ? [] : ['STARTTLS'])],
    disableReverseLookup: true, // A stranger's name server would make the client wait.
    maxClients: limits.clients,
    socketTimeout: limits.idleMs,
    closeTimeout: limits.closeMs,
    onRcptTo: (to, session, reply) => {
      takeRecipient(app, to, session).then(
        () => reply(),
        (error) => reply(toldOf(app, error)),
      )
    },
    onData: (stream, session, reply) => {
      receiving.add(session)
      takeMail(app, openParcel(), stream, session)
        .then(
          (id) => reply(null, `2.6.0 Kept as mail ${id}`),
          (error) => reply(toldOf(app, error)),
        )
        .finally(() => {
          receiving.delete(session)
          if (closing) endIdle()
        })
    },
  })
  door.on('error', (error) => app.log.info({ reason: error.message }, 'a mail session broke off'))
  guardSockets(door.server)
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
    for (const connection of door.connections)
      if (!receiving.has(connection.session)) connection.send(421, '4.3.2 Shutting down')
  }
}

/** A refusal is told as it is. Anything else is a fault of ours: the client keeps its mail and comes again. */
function toldOf(app: App, error: Error & { code?: string }): Reply {
  if (error instanceof Reply) return error
  if (error.code === 'ECONNECTION') app.log.info('a client left before its mail was whole')
  else app.log.error({ err: error }, 'a mail could not be taken')
  return new Reply(451, '4.3.0 We cannot take mail at this moment. Try again later.')
}

/** Undefined: no certificate is configured, so STARTTLS is not offered. */
async function readTls({ env }: App): Promise<{ cert: Buffer; key: Buffer } | undefined> {
  const { SMTP_TLS_CERT: cert, SMTP_TLS_KEY: key } = env
  if (!cert || !key) return undefined
  return { cert: await readFile(cert), key: await readFile(key) }
}
