import type { Agent } from '#core/actor.ts'
import type { Reader } from '#core/app.ts'
import { type RecipientChanges, recipientChanges } from '#core/mails/recipient-changes.ts'
import { refuse } from '#core/refusal.ts'
import { answersInSlack } from '#core/slack/requests-answers.ts'
import { readTicket } from '#core/tickets/find.ts'
import { heardSince, latestMessage, type Newer } from '#core/tickets/heard-since.ts'
import { answerAddresses } from '#core/tickets/participants.ts'
import type { TicketId } from '#db/schema/columns.ts'

/** What a form to answer with shows. */
export interface ReplyFacts {
  ticket: TicketId
  to: string[]
  cc: string[]
  inSlack: boolean // It is posted where the requester asked, too.
  changes: RecipientChanges
  seen: number
  newer: Newer[] // What came while the answer was written.
}

/**
 * Whom an answer goes to and what has to be known before it leaves. Refuses a ticket that the agent may not see, or
 * nobody to send to.
 * @param typed what a form that came back says; absent: it is about to be opened
 */
export async function replyFacts(
  db: Reader,
  agent: Agent,
  ticket: TicketId,
  typed?: { cc: string[]; seen: number },
): Promise<ReplyFacts> {
  await readTicket(db, ticket)
  const usual = await answerAddresses(db, ticket)
  const inSlack = await answersInSlack(db, ticket)
  const cc = typed?.cc ?? usual.cc
  const everybody = [...usual.to, ...cc]
  if (everybody.length === 0 && !inSlack) refuse('nobody-to-send-to', { ticket })
  return {
    ticket,
    to: usual.to,
    cc,
    inSlack,
    changes: await recipientChanges(db, ticket, everybody),
    seen: await latestMessage(db, ticket),
    newer: typed ? await heardSince(db, ticket, typed.seen, agent.personId) : [],
  }
}

/** Nobody is asked about what stays as it was. */
export function isChanged({ added, dropped }: RecipientChanges): boolean {
  return added.length + dropped.length > 0
}
