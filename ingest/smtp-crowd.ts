import type { Server, Socket } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { SMTPServerSession } from 'smtp-server'
import { limits } from './smtp-limits.ts'

interface Place {
  home: string
  isReceiving: boolean
}

/**
 * The sessions at the door, and who makes way when there are too many: never the newcomer, who may be the mail that
 * everybody waits for, but of the address with the most sessions the one that has longest brought nothing.
 * @param turnOut ends a session with these words
 */
export function startCrowd(turnOut: (session: SMTPServerSession, words: string) => void) {
  const places = new Map<SMTPServerSession, Place>() // In the order in which they came, or last brought a mail.
  const crowds = new Map<string, number>() // Sessions of each home.

  function leave(session: SMTPServerSession) {
    const place = places.get(session)
    if (!place) return
    places.delete(session)
    const left = (crowds.get(place.home) ?? 1) - 1
    if (left > 0) crowds.set(place.home, left)
    else crowds.delete(place.home)
  }

  function makeWay(home: string, words: string) {
    const all = [...places].filter(([, place]) => place.home === home)
    const [first] = all.find(([, place]) => !place.isReceiving) ?? all[0] ?? []
    if (!first) return
    leave(first)
    turnOut(first, words)
  }

  return {
    enter(session: SMTPServerSession) {
      const home = homeOf(session.remoteAddress)
      const count = crowds.get(home) ?? 0
      if (count >= limits.clientsOfOneAddress)
        makeWay(home, '4.7.0 Your address has too many sessions.')
      else if (places.size >= limits.clients)
        makeWay(largest(crowds), '4.3.2 Others wait for this place. Come again.')
      places.set(session, { home, isReceiving: false })
      crowds.set(home, (crowds.get(home) ?? 0) + 1)
    },
    leave,
    begins(session: SMTPServerSession) {
      const place = places.get(session)
      if (place) place.isReceiving = true
    },
    ends(session: SMTPServerSession) {
      const place = places.get(session)
      if (!place) return
      places.delete(session)
      places.set(session, { ...place, isReceiving: false })
    },
    idle: () => [...places].flatMap(([session, { isReceiving }]) => (isReceiving ? [] : [session])),
  }
}

/** Ends connections that last too long. At the socket, because it must hold before a client has said anything. */
export function endLate(server: Server): void {
  server.on('connection', (socket: Socket) => {
    const deadline = setTimeout(() => socket.destroy(), limits.sessionMs)
    socket.once('close', () => clearTimeout(deadline))
  })
}

/** Whose an address is: of IPv6 anybody has a /64 at the least. */
export function homeOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const ip = ipaddr.process(address)
  return ip instanceof ipaddr.IPv6 ? ip.parts.slice(0, 4).join(':') : ip.toString()
}

/** The key of the largest number. */
export function largest(sizes: ReadonlyMap<string, number>): string {
  let most: [string, number] = ['', 0]
  for (const entry of sizes) if (entry[1] > most[1]) most = entry
  return most[0]
}
