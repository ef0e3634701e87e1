import type { Agent, Door } from '#core/actor.ts'
import type { App } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'

/** What the server hands to every loader and action. */
export interface DeskContext {
  app: App
  agent: Agent | null // Null: nobody is signed in.
  nonce: string // For the scripts and style elements of this one page.
  door: Door
  requestId: string
}

/** What `/live` tells: something has happened to a ticket that the agent may see. */
export interface LiveEvent {
  ticket: TicketId | null // Null: something may have been missed, so everything is worth a fresh look.
  kinds: string[] // Event kinds, each once; `missed` beside a null ticket.
}

declare module '@remix-run/node' {
  interface AppLoadContext extends DeskContext {}
}
