import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { canonical } from '#core/fields/field-value.ts'
import { fieldsOfTeam } from '#core/fields/of-ticket.ts'
import { refuse } from '#core/refusal.ts'
import { keepClocks } from '#core/sla/keep-clocks.ts'
import { record } from '#core/timeline.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { metadata } from '#db/schema/tickets.ts'
import { readMetadata } from './story.ts'
import { holdTicket, type Ticket } from './ticket.ts'

type Facts = Record<string, string | null>

/** Sets one fact of a ticket; null, or nothing but blanks where its name is a field, removes it. */
export function setField(
  work: Work,
  id: TicketId,
  key: string,
  value: string | null,
): Promise<void> {
  return describeTicket(work, id, { [key]: value })
}

/**
 * Sets facts of a ticket; null removes one. Where a name is a field of its team the value is kept in the one form of
 * its type, and what is no such value is refused; all others are free: letters, digits, `_`, `.`, `-`, at most 64.
 */
export async function describeTicket(work: Work, id: TicketId, given: Facts): Promise<void> {
  const ticket = await holdTicket(work, id)
  const before = new Map(Object.entries(await readMetadata(work.tx, id)))
  const facts = Object.fromEntries(
    Object.entries(await inForm(work, ticket, given)).filter(
      ([key, value]) => value !== (before.get(key) ?? null),
    ),
  )
  const gone = Object.keys(facts).filter((key) => facts[key] === null)
  const set = Object.entries(facts).flatMap(([key, value]) =>
    value === null ? [] : [{ ticketId: id, key, value }],
  )
  if (gone.length > 0)
    await work.tx
      .delete(metadata)
      .where(and(eq(metadata.ticketId, id), inArray(metadata.key, gone)))
  if (set.length > 0)
    await work.tx
      .insert(metadata)
      .values(set)
      .onConflictDoUpdate({
        target: [metadata.ticketId, metadata.key],
        set: { value: sql`excluded.value` },
      })
  const old = Object.keys(facts).map((key) => [key, before.get(key) ?? null])
  if (old.length > 0) {
    await keepClocks(work, ticket, { kind: 'described', before: ticket })
    await record(work, id, 'described', { facts, before: Object.fromEntries(old) })
  }
}

async function inForm(work: Work, { teamId }: Ticket, given: Facts): Promise<Facts> {
  const known = new Map((await fieldsOfTeam(work.tx, teamId)).map((field) => [field.key, field]))
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const field = known.get(key)
      if (!field || value === null) return [key, value]
      if (!value.trim()) return [key, null]
      const kept = canonical(field, value)
      return [key, 'value' in kept ? kept.value : refuse('wrong-input', { why: kept.problem })]
    }),
  )
}

/**
 * Refuses to settle a ticket while a field that its team requires is empty. Asked of agents: a requester who says that
 * it is solved, or the desk itself, could not fill it in. A required checkbox is one that must be ticked.
 */
export async function requireFields(work: Work, { id, teamId }: Ticket): Promise<void> {
  if (!work.actor) return
  const required = (await fieldsOfTeam(work.tx, teamId)).filter((field) => field.required)
  if (required.length === 0) return
  const facts = new Map(Object.entries(await readMetadata(work.tx, id)))
  const missing = required.filter(
    ({ key, type }) => !facts.has(key) || (type === 'checkbox' && facts.get(key) !== 'true'),
  )
  if (missing.length > 0)
    refuse('fields-missing', {
      ticket: id,
      fields: missing.map(({ label }) => label).join(', '),
    })
}
