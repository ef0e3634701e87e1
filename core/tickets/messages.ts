import type { Work } from '#core/app.ts'
import type { KeptFile } from '#core/files/keep.ts'
import type { MailId, MessageId, PersonId, TicketId } from '#db/schema/columns.ts'
import type { Channel } from '#db/schema/enums.ts'
import { attachments, messages } from '#db/schema/messages.ts'

export interface AttachedFile extends KeptFile {
  filename: string
  contentType: string
  inline: boolean
  contentId: string | null
}

/** What somebody said, by whatever channel. */
export interface NewMessage {
  channel: Channel
  direction: 'inbound' | 'outbound'
  visibility: 'public' | 'internal'
  authorId: PersonId | null
  text: string
  visibleText?: string // Absent: all of the text.
  html?: string | null
  authorAddress?: string | null
  subject?: string | null
  headerMessageId?: string | null
  references?: string[]
  fingerprint?: string | null
  mailId?: MailId | null
  automatic?: boolean
  sentAt?: Date // Absent: now.
  attachments?: AttachedFile[]
}

export async function addMessage(
  work: Work,
  ticketId: TicketId,
  message: NewMessage,
): Promise<MessageId> {
  const { attachments: files = [], ...said } = message
  const [added] = await work.tx
    .insert(messages)
    .values({ visibleText: said.text, sentAt: work.now, ...said, ticketId, createdAt: work.now })
    .returning({ id: messages.id })
  if (!added) throw new Error('Postgres returned no row for a new message')
  if (files.length > 0)
    await work.tx
      .insert(attachments)
      .values(files.map((file) => ({ ...file, ticketId, messageId: added.id })))
  return added.id
}
