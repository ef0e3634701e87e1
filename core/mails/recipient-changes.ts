import { and, desc, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { mailboxes } from '#db/schema/teams.ts'
import { participants } from '#db/schema/tickets.ts'

/** How those who would get an answer differ from those who had a part in the mail before it. Addresses in lower case. */
export interface RecipientChanges {
  added: string[]
  dropped: string[]
  newDomains: string[] // Of those added: not ours, and of nobody who has a part in the ticket.
}

/** Compared with the last answer that was not taken back; before there is one, with whoever wrote last. */
export async function recipientChanges(
  db: Reader,
  id: TicketId,
  addresses: readonly string[],
): Promise<RecipientChanges> {
  const now = new Set(addresses.map((address) => address.toLowerCase()))
  const before = await lastMail(db, id)
  const added = [...now].filter((address) => !before.has(address))
  const known = added.length > 0 ? await knownDomains(db, id, before) : new Set()
  return {
    added,
    dropped: [...before].filter((address) => !now.has(address)),
    newDomains: [...new Set(added.map(domainOf))].filter((domain) => !known.has(domain)),
  }
}

async function lastMail(db: Reader, id: TicketId): Promise<Set<string>> {
  const [sent] = await db
    .select({ to: outbound.to, cc: outbound.cc })
    .from(outbound)
    .where(
      and(
        eq(outbound.ticketId, id),
        eq(outbound.kind, 'reply'),
        ne(outbound.state, 'cancelled'),
        isNull(outbound.replacedById),
      ),
    )
    .orderBy(desc(outbound.id))
    .limit(1)
  if (sent) return new Set([...sent.to, ...sent.cc].map((address) => address.toLowerCase()))
  const [heard] = await db
    .select({ address: messages.authorAddress })
    .from(messages)
    .where(
      and(
        eq(messages.ticketId, id),
        eq(messages.direction, 'inbound'),
        isNotNull(messages.authorAddress),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(1)
  return new Set(heard?.address ? [heard.address.toLowerCase()] : [])
}

async function knownDomains(db: Reader, id: TicketId, before: Set<string>): Promise<Set<string>> {
  const taking = await db
    .select({ address: participants.address })
    .from(participants)
    .where(and(eq(participants.ticketId, id), ne(participants.role, 'proposed')))
  const ours = await db.select({ address: mailboxes.address }).from(mailboxes)
  const all = [...taking, ...ours].flatMap(({ address }) => address ?? [])
  return new Set([...before, ...all].map(domainOf))
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
