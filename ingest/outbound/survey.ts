import { type App, perform, read } from '#core/app.ts'
import { askHowItWent, passOver, readLastMail } from '#core/surveys/ask.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { mayBeAnswered } from '#ingest/mail/may-be-answered.ts'

/** Asks a requester how it went, unless a program wrote their mail. */
export async function askAfterwards(app: App, ticket: TicketId): Promise<void> {
  const mail = await read(app, null, (db) => readLastMail(db, ticket))
  const isPerson = !mail || mayBeAnswered(mail.header, mail)
  await perform(app, null, (work) =>
    isPerson ? askHowItWent(work, ticket, app.env) : passOver(work, ticket),
  )
}
