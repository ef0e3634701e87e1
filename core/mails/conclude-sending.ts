import { and, eq, inArray, or, type SQL } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { keepClocks } from '#core/sla/keep-clocks.ts'
import { answerFailed } from '#core/tickets/first-response.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import { record } from '#core/timeline.ts'
import { outbound } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { tickets } from '#db/schema/tickets.ts'
import type { Attempt } from './outbox.ts'

/** How an attempt ended; the reason is for people. */
export interface SendingEnd {
  end: 'sent' | 'later' | 'never'
  reason: string
}

/** 15 s, doubled each time up to an hour: the last attempt is made a day after the first. */
const maxAttempts = 30
const firstWaitMs = 15_000
const maxWaitMs = 3_600_000

/** Writes down how an attempt ended, and when the next one is due. False: another sender has taken over meanwhile. */
export async function concludeSending(
  work: Work,
  { id, ticketId, messageId, number }: Attempt,
  outcome: SendingEnd,
): Promise<boolean> {
  const next = after(number, outcome, work.now)
  const [mail] = await work.tx
    .update(outbound)
    .set({ ...next, attempts: number, lockedUntil: null })
    .where(and(eq(outbound.id, id), isOf(number)))
    .returning({ kind: outbound.kind })
  if (!mail) return false
  const details = { messageId, reason: next.reason }
  if (next.state === 'queued')
    work.enqueue('mail.deliver', { outbound: id }, { startAfter: next.notBefore })
  else if (next.state === 'sent') {
    if (mail.kind === 'reply') await heardBy(work, ticketId, messageId)
    await record(work, ticketId, 'sent', details)
  } else if (mail.kind === 'reply')
    await answerFailed(
      work,
      await holdTicket(work, ticketId, { deleted: true }),
      'not_sent',
      details,
    )
  else await record(work, ticketId, 'not_sent', details)
  return true
}

/**
 * Where no answer counted yet, this one does: it was scheduled, or goes out again after a bounce. What the desk wrote by
 * itself meets no promise.
 */
async function heardBy(
  work: Work,
  id: Attempt['ticketId'],
  messageId: Attempt['messageId'],
): Promise<void> {
  const ticket = await holdTicket(work, id, { deleted: true })
  if (!ticket.firstResponseAt)
    await work.tx.update(tickets).set({ firstResponseAt: work.now }).where(eq(tickets.id, id))
  const [message] = await work.tx
    .select({ authorId: messages.authorId })
    .from(messages)
    .where(eq(messages.id, messageId))
  const before = { ...ticket, firstResponseAt: ticket.firstResponseAt ?? work.now }
  if (message?.authorId) await keepClocks(work, before, { kind: 'sent', before })
}

function after(number: number, { end, reason }: SendingEnd, now: Date) {
  if (end === 'sent') return { state: 'sent', reason, sentAt: now } as const
  if (end === 'never') return { state: 'failed', reason } as const
  if (number >= maxAttempts)
    return { state: 'failed', reason: `Given up after ${number} attempts. ${reason}` } as const
  const waitMs = Math.min(firstWaitMs * 2 ** (number - 1), maxWaitMs)
  return { state: 'queued', reason, notBefore: new Date(now.getTime() + waitMs) } as const
}

/** The row still belongs to this attempt: claimed by it, or, when it could not even be composed, by nobody. */
function isOf(number: number): SQL | undefined {
  return or(
    and(eq(outbound.state, 'sending'), eq(outbound.attempts, number)),
    and(inArray(outbound.state, ['queued', 'scheduled']), eq(outbound.attempts, number - 1)),
  )
}
