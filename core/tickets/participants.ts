import { and, eq, ne, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { participants } from '#db/schema/tickets.ts'

type Participation = 'requester' | 'cc' | 'proposed'

export interface Part {
  personId: PersonId
  address: string
}

/** Adds somebody to a conversation, or notes the address they now write from. Nobody loses the part they had. */
export async function takePart(
  work: Work,
  ticketId: TicketId,
  personId: PersonId,
  address: string,
  role: Participation,
): Promise<void> {
  await work.tx
    .insert(participants)
    .values({ ticketId, personId, address, role, createdAt: work.now })
    .onConflictDoUpdate({
      target: [participants.ticketId, participants.personId],
      set: {
        address: sql`excluded.address`,
        role: sql`case when ${participants.role} = 'proposed' then excluded.role else ${participants.role} end`,
      },
    })
}

/** Names people whom somebody else has brought in. Whoever takes part already keeps their part and address. */
export async function proposeParts(
  work: Work,
  ticketId: TicketId,
  parts: readonly Part[],
): Promise<void> {
  if (parts.length === 0) return
  await work.tx
    .insert(participants)
    .values(
      parts.map((part) => ({
        ...part,
        ticketId,
        role: 'proposed' as const,
        createdAt: work.now,
      })),
    )
    .onConflictDoNothing()
}

/** Where an answer goes: the requester in To, accepted others in Cc. */
export async function answerAddresses(
  db: Reader,
  ticketId: TicketId,
): Promise<{ to: string[]; cc: string[] }> {
  const rows = await db
    .select({ address: participants.address, role: participants.role })
    .from(participants)
    .where(and(eq(participants.ticketId, ticketId), ne(participants.role, 'proposed')))
    .orderBy(participants.createdAt)
  const addressesOf = (role: Participation) =>
    rows.filter((row) => row.role === role).map((row) => row.address)
  return { to: addressesOf('requester'), cc: addressesOf('cc') }
}
