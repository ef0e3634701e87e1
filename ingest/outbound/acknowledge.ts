import { type App, perform, read } from '#core/app.ts'
import { acknowledgeTicket, readOpening } from '#core/mails/acknowledge.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { mayBeAnswered } from '#ingest/mail/may-be-answered.ts'

/** Acknowledges the mail that opened a ticket, where its team wants that and the mail is a person's. */
export async function acknowledge(app: App, ticket: TicketId): Promise<void> {
  const opening = await read(app, null, (db) => readOpening(db, ticket))
  if (!opening || !mayBeAnswered(opening.header, opening)) return
  await perform(app, null, (work) => acknowledgeTicket(work, ticket, app.env))
}
