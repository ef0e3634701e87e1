import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { MailId, MessageId, TicketId } from '#db/schema/columns.ts'
import type { MailState } from '#db/schema/enums.ts'
import { type Authentication, type BounceNote, mails } from '#db/schema/mails.ts'

export interface Conclusion {
  state: Exclude<MailState, 'received'>
  reason: string // In words, for whoever asks why.
  ticketId?: TicketId | null
  messageId?: MessageId | null
}

/** What the headers said, kept on the ledger so that a mail can be found whatever became of it. */
export interface Heading {
  headerMessageId: string | null
  sender: string | null
  subject: string | null
  fingerprint: string
  authentication: Authentication | null // Null: not checked.
  bounce: BounceNote | null // Set exactly when it was read as a bounce.
}

/** Gives a mail its one final state, in the same transaction as its effect. */
export async function concludeMail(
  work: Work,
  id: MailId,
  { ticketId = null, messageId = null, ...end }: Conclusion,
  heading: Partial<Heading> = {},
): Promise<void> {
  await work.tx
    .update(mails)
    .set({ ...heading, ...end, ticketId, messageId, readAt: work.now })
    .where(eq(mails.id, id))
}
