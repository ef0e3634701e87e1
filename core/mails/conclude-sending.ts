import { and, eq, inArray, isNull, or, type SQL } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { answerFailed } from '#core/tickets/first-response.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import { record } from '#core/timeline.ts'
import { outbound } from '#db/schema/mails.ts'
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
    if (mail.kind === 'reply') await firstHeard(work, ticketId)
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

/** Where no answer counted as the first yet, this one does: it was scheduled, or goes out again after a bounce. */
async function firstHeard(work: Work, id: Attempt['ticketId']): Promise<void> {
  await work.tx
    .update(tickets)
    .set({ firstResponseAt: work.now })
    .where(and(eq(tickets.id, id), isNull(tickets.firstResponseAt)))
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
