import { type WebSocket, WebSocketServer } from 'ws'
import type { Answer, Kind } from './deliver.ts'
import type { Json, World } from './world.ts'

const envelopeTypes: Partial<Record<Kind, string>> = {
  event: 'events_api',
  interactive: 'interactive',
  options: 'interactive',
  command: 'slash_commands',
}
const pingMillis = 10_000 // Of real time: clients take a silent server for dead after 30 s.
const connectionsAtMost = 10

export type Sockets = ReturnType<typeof socketMode>

/** Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode): envelopes out, acknowledgements in. */
export function socketMode(id: World['next']) {
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const connections: WebSocket[] = []
  const waiting = new Map<string, (answer: Answer) => void>()
  let turn = 0

  function welcome(socket: WebSocket, appId: string) {
    connections.push(socket)
    const ping = setInterval(() => socket.ping(`Ping from applink-${appId}`), pingMillis)
    ping.unref()
    socket.on('close', () => {
      clearInterval(ping)
      connections.splice(connections.indexOf(socket), 1)
    })
    socket.on('error', () => socket.terminate())
    socket.on('message', (text) => acknowledge(String(text)))
    say(socket, {
      type: 'hello',
      num_connections: connections.length,
      connection_info: { app_id: appId },
      debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18_060 },
    })
  }

  function acknowledge(text: string) {
    const { envelope_id, payload } = JSON.parse(text) as { envelope_id: string; payload?: Json }
    const empty = !payload || Object.keys(payload).length === 0
    waiting.get(envelope_id)?.({ status: 200, body: empty ? '' : JSON.stringify(payload) })
    waiting.delete(envelope_id)
  }

  return {
    server,
    /** A connection is for whoever holds a ticket, once. */
    ticket: () => {
      const ticket = id('ticket')
      tickets.add(ticket)
      return ticket
    },
    redeem: (ticket: string | null) =>
      ticket !== null && tickets.delete(ticket) && connections.length < connectionsAtMost,
    welcome,
    open: () => connections.length > 0,
    connections: () => connections.length,
    /** To one connection, in turn: no two of them see the same envelope. */
    send: (kind: Kind, payload: Json, retry?: { num: number; reason?: string }) => {
      const envelope_id = id('envelope')
      const { promise, resolve } = Promise.withResolvers<Answer>()
      const socket = connections[turn++ % connections.length]
      waiting.set(envelope_id, resolve)
      if (socket)
        say(socket, {
          envelope_id,
          payload,
          type: envelopeTypes[kind],
          accepts_response_payload: kind !== 'event',
          ...(kind === 'event' && {
            retry_attempt: retry?.num ?? 0,
            retry_reason: retry?.reason?.replace('http_', '') ?? '',
          }),
        })
      return { done: promise, abandon: () => void waiting.delete(envelope_id) }
    },
    /** Slack recycles a connection: it warns, or asks for a new one, before it hangs up. */
    disconnect: (
      reason: 'warning' | 'refresh_requested' | 'link_disabled' = 'refresh_requested',
    ) => {
      for (const socket of connections)
        say(socket, { type: 'disconnect', reason, debug_info: { host: 'applink-1' } })
    },
    /** The line is cut, without a word. */
    cut: () => {
      for (const socket of connections) socket.terminate()
    },
    close: () => {
      for (const socket of connections) socket.terminate()
      server.close()
    },
  }
}

function say(socket: WebSocket, message: Json) {
  socket.send(JSON.stringify(message))
}
