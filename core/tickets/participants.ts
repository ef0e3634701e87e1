import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import type { Participation } from '#db/schema/enums.ts'
import { participants } from '#db/schema/tickets.ts'

export interface Part {
  personId: PersonId
  address: string
}

/** Adds somebody to a conversation, or notes the address they now write from. Nobody loses the part they had. */
export async function takePart(
  work: Work,
  ticketId: TicketId,
  personId: PersonId,
  address: string | null, // Null: not by mail.
  role: Participation,
): Promise<void> {
  await work.tx
    .insert(participants)
    .values({ ticketId, personId, address, role, createdAt: work.now })
    .onConflictDoUpdate({
      target: [participants.ticketId, participants.personId],
      set: {
        address: sql`coalesce(excluded.address, ${participants.address})`,
        role: sql`case when ${participants.role} = 'proposed' then excluded.role else ${participants.role} end`,
      },
    })
}

/**
 * Names people whom somebody else has brought in: proposed, unless they are to join at once. Whoever takes part already
 * keeps their part and address.
 */
export async function proposeParts(
  work: Work,
  ticketId: TicketId,
  parts: readonly (Part & { joins?: boolean })[],
): Promise<void> {
  if (parts.length === 0) return
  const once = new Map(parts.map((part) => [part.personId, part]))
  for (const part of parts) if (part.joins) once.set(part.personId, part)
  await work.tx
    .insert(participants)
    .values(
      [...once.values()].map(({ personId, address, joins }) => ({
        ticketId,
        personId,
        address,
        role: joins ? ('cc' as const) : ('proposed' as const),
        createdAt: work.now,
      })),
    )
    .onConflictDoUpdate({
      target: [participants.ticketId, participants.personId],
      set: { role: sql`excluded.role` },
      setWhere: sql`${participants.role} = 'proposed' and excluded.role = 'cc'`,
    })
}

/** Where an answer goes: the requester in To, accepted others in Cc, but for those who want no more of its mail. */
export async function answerAddresses(
  db: Reader,
  ticketId: TicketId,
): Promise<{ to: string[]; cc: string[] }> {
  const rows = await db
    .select({ address: participants.address, role: participants.role })
    .from(participants)
    .where(
      and(
        eq(participants.ticketId, ticketId),
        ne(participants.role, 'proposed'),
        isNull(participants.unsubscribedAt),
      ),
    )
    .orderBy(participants.createdAt)
  const addressesOf = (role: Participation) =>
    rows.flatMap((row) => (row.role === role && row.address ? row.address : []))
  return { to: addressesOf('requester'), cc: addressesOf('cc') }
}
