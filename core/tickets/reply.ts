import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { findOrAddPerson } from '#core/people/find-or-add.ts'
import { refuse } from '#core/refusal.ts'
import type { MailboxId, MessageId, TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { mailboxes, teams } from '#db/schema/teams.ts'
import { statusAfter } from './lifecycle.ts'
import { addMessage } from './messages.ts'
import { answerAddresses, takePart } from './participants.ts'
import { changeTicket, holdTicket, type Ticket } from './ticket.ts'
import { channelOf, type Writing } from './writing.ts'

interface Reply extends Writing {
  to?: string[] | undefined // Absent: whoever takes part.
  cc?: string[] | undefined
  undoSeconds: number // How long it can be taken back before it leaves.
}

/**
 * Answers the requester: a message, a mail that leaves after the undo window, and the ticket waits for its
 * requester. The mail's Message-ID is given now and never changes, however often it is sent.
 */
export async function replyToTicket(work: Work, id: TicketId, reply: Reply): Promise<MessageId> {
  const ticket = await holdTicket(work, id)
  const status = statusAfter(ticket.status, 'answered')
  if (!reply.text.trim() && !reply.files?.length) refuse('nothing-to-send')
  const mailbox = await mailboxFor(work, ticket)
  const { to, cc } = await recipientsOf(work, id, reply)
  const headerMessageId = `${randomUUID()}@${mailbox.address.split('@').at(-1)}`
  const messageId = await addMessage(work, id, {
    channel: channelOf(work.actor),
    direction: 'outbound',
    visibility: 'public',
    authorId: work.actor?.personId ?? null,
    authorAddress: mailbox.address,
    subject: ticket.subject,
    text: reply.text,
    html: reply.html ?? null,
    headerMessageId,
    attachments: reply.files ?? [],
  })
  const notBefore = new Date(work.now.getTime() + reply.undoSeconds * 1000)
  const [mail] = await work.tx
    .insert(outbound)
    .values({
      ticketId: id,
      messageId,
      mailboxId: mailbox.id,
      to,
      cc,
      headerMessageId,
      state: 'queued',
      notBefore,
      createdAt: work.now,
    })
    .returning({ id: outbound.id })
  if (!mail) throw new Error('Postgres returned no row for a mail to send')
  work.enqueue('mail.deliver', { outbound: mail.id }, { startAfter: notBefore })
  const patch = {
    status,
    lastAgentMessageAt: work.now,
    firstResponseAt: ticket.firstResponseAt ?? work.now,
  }
  await changeTicket(
    work,
    ticket,
    'replied',
    { ...patch, snoozedUntil: null },
    { messageId, to, cc },
  )
  return messageId
}

/** The mailbox the requester wrote to, else the team's first. */
async function mailboxFor(work: Work, ticket: Ticket): Promise<{ id: MailboxId; address: string }> {
  const [mailbox] = await work.tx
    .select({ id: mailboxes.id, address: mailboxes.address })
    .from(mailboxes)
    .where(
      ticket.mailboxId ? eq(mailboxes.id, ticket.mailboxId) : eq(mailboxes.teamId, ticket.teamId),
    )
    .orderBy(asc(mailboxes.id))
    .limit(1)
  if (mailbox) return mailbox
  const [team] = await work.tx
    .select({ name: teams.name })
    .from(teams)
    .where(eq(teams.id, ticket.teamId))
  refuse('no-mailbox', { team: team?.name ?? '' })
}

/** Whoever an agent writes to takes part from then on, so that their answers come in. */
async function recipientsOf(work: Work, id: TicketId, reply: Reply) {
  const usual = await answerAddresses(work.tx, id)
  const to = reply.to ?? usual.to
  const cc = reply.cc ?? (reply.to ? [] : usual.cc)
  if (to.length === 0) refuse('nobody-to-send-to', { ticket: id })
  for (const address of [...(reply.to ?? []), ...(reply.cc ?? [])])
    await takePart(work, id, await findOrAddPerson(work, address, ''), address, 'cc')
  return { to, cc }
}
