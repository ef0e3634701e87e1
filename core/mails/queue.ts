import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { MailboxId, MessageId, OutboundId, TicketId } from '#db/schema/columns.ts'
import type { OutboundKind } from '#db/schema/enums.ts'
import { outbound } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { signMessageId } from './reply-token.ts'

interface NewMail {
  kind: OutboundKind
  ticketId: TicketId
  messageId: MessageId
  mailbox: { id: MailboxId; address: string }
  to: string[]
  cc: string[]
  notBefore: Date
  state?: 'queued' | 'scheduled'
  copy?: number // How often the message has gone out before, to other addresses.
}

/** Puts the mail of a message into the outbox. Its Message-ID is given now and never changes, however often it is sent. */
export async function queueMail(
  work: Work,
  { mailbox, state = 'queued', copy = 0, ...mail }: NewMail,
): Promise<OutboundId> {
  const domain = mailbox.address.slice(mailbox.address.lastIndexOf('@') + 1)
  const headerMessageId = signMessageId(work.keys, mail, domain, copy)
  if (copy === 0)
    await work.tx.update(messages).set({ headerMessageId }).where(eq(messages.id, mail.messageId))
  const [queued] = await work.tx
    .insert(outbound)
    .values({ ...mail, mailboxId: mailbox.id, headerMessageId, state, createdAt: work.now })
    .returning({ id: outbound.id })
  if (!queued) throw new Error('Postgres returned no row for a mail to send')
  work.enqueue('mail.deliver', { outbound: queued.id }, { startAfter: mail.notBefore })
  return queued.id
}
