import type { Server, Socket } from 'node:net'

/** What the door gives at most, so that no client can take it from the others. */
export const limits = {
  clients: 2000, // A session at rest takes 16 kB: 32 MB for all.
  clientsOfOneAddress: 500, // A busy relay opens dozens; a quarter of the door is the most for anybody.
  recipients: 100, // What RFC 5321 §4.5.3.1.8 asks to take; the client sends the rest in another mail.
  idleMs: 60_000,
  sessionMs: 600_000, // The largest mail at 0.4 Mbit/s. A relay that is cut off comes again.
  closeMs: 10_000, // How long what is being received may take to end when the desk stops.
} as const

/**
 * Ends sessions that last too long, and turns away an address that has too many. Both at the socket, because they
 * must hold before a client has said anything, and whatever it says.
 */
export function guardSockets(server: Server): void {
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    const deadline = setTimeout(() => socket.destroy(), limits.sessionMs)
    socket.once('close', () => {
      clearTimeout(deadline)
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
    if (count > limits.clientsOfOneAddress)
      socket.end('421 4.7.0 Too many connections from your address. Close some and try again.\r\n')
  })
}
