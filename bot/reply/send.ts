import type { Agent } from '#core/actor.ts'
import type { Work } from '#core/app.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import type { Writing } from '#core/tickets/writing.ts'
import type { MessageId } from '#db/schema/columns.ts'
import { type Asked, sealOf } from './asked.ts'
import { isChanged, type ReplyFacts, replyFacts } from './facts.ts'

/** Something has to be seen before the answer leaves. Thrown, so that nothing is sent. */
export class AskFirst extends Error {
  readonly facts: ReplyFacts

  constructor(facts: ReplyFacts) {
    super('Something newer has arrived, or the recipients have changed.')
    this.facts = facts
  }
}

interface Answer extends Writing {
  cc: string[]
  sendAt: Date | undefined
  undoSeconds: number
}

/** Sends an answer, unless its agent has not seen all that matters. The ticket is held: nothing arrives in between. */
export async function sendAnswer(
  work: Work,
  agent: Agent,
  { ticket, seen, told }: Asked,
  answer: Answer,
): Promise<MessageId> {
  await holdTicket(work, ticket)
  const facts = await replyFacts(work.tx, agent, ticket, { cc: answer.cc, seen })
  const wasTold = sealOf([...facts.to, ...facts.cc]) === told
  if (facts.newer.length > 0 || (isChanged(facts.changes) && !wasTold)) throw new AskFirst(facts)
  return replyToTicket(work, ticket, answer)
}
