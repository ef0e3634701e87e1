import { z } from 'zod'
import type {
  CalendarId,
  MacroId,
  MailId,
  MessageId,
  PersonId,
  SlaPolicyId,
  TeamId,
  TicketId,
} from '#db/schema/columns.ts'

/** A number as Postgres keeps it. */
export function id<Id extends number>() {
  return z
    .int()
    .positive()
    .max(2_147_483_647)
    .transform((number) => number as Id)
}

/** The same in a URL or a form, where everything is text. */
function written<Id extends number>() {
  return z.coerce.number({ error: 'That is not a number.' }).pipe(id<Id>())
}

export const ticketNumber = written<TicketId>()
export const messageNumber = written<MessageId>()
export const personNumber = written<PersonId>()
export const teamNumber = written<TeamId>()
export const mailNumber = written<MailId>()
export const macroNumber = written<MacroId>()
export const policyNumber = written<SlaPolicyId>()
export const calendarNumber = written<CalendarId>()
