import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { MailId, MessageId, OutboundId, TicketId } from '#db/schema/columns.ts'
import type { Participation } from '#db/schema/enums.ts'

/** The same mail, delivered before. */
export interface Twin {
  mailId: MailId | null
  ticketId: TicketId | null
  state: 'held' | 'spam' | null // Null: it is a message of its ticket.
}

/**
 * Where the same mail went when it came before: into a ticket, or it waits for somebody to decide about it. One that
 * has been decided about waits no more.
 */
export async function findTwin(db: Reader, fingerprint: string): Promise<Twin | undefined> {
  const [twin] = await db.execute<Twin & Record<string, unknown>>(sql`
    select mail_id as "mailId", ticket_id as "ticketId", null as state
      from messages where fingerprint = ${fingerprint}
    union all
    select id, ticket_id, state::text from mails
      where fingerprint = ${fingerprint} and state in ('held', 'spam') and decision is null
    order by state nulls first limit 1`)
  return twin
}

/** Whose part in a conversation lets a mail in, in lower case: its author's, and the mailing list's it came by. */
export interface Senders {
  author: string | null
  lists: readonly string[]
}

/** What a mail names that may be ours. */
export interface Named {
  messageId: string // Its own.
  names: readonly string[] // Message-IDs.
  signed: readonly { name: string; ticketId: TicketId }[] // Those among them that this desk has given.
  tokens: readonly TicketId[] // Of the reply addresses it was sent to.
  returned: readonly OutboundId[] // Of the return paths it was sent to.
  subjectNumbers: readonly number[]
}

/** A message that a mail has to do with, or a ticket that it names, and the part that its sender has there. */
export interface Relative {
  lead: 'message' | 'token' | 'subject'
  ticketId: TicketId
  id: MessageId | null // Null: the ticket itself.
  headerMessageId: string | null
  byUs: boolean // It is a mail we sent.
  part: Participation | null // The author's; null: none.
  address: string | null // By which the author takes part.
  listed: boolean // The mailing list takes part, by somebody's wish: no list is a requester, whatever a mail says.
}

/**
 * All that a mail may belong with, in one question: messages with its own Message-ID, those it names, those that name
 * it because they came first, and tickets. Deleted tickets have none.
 */
export function findRelatives(db: Reader, named: Named, senders: Senders): Promise<Relative[]> {
  const { messageId, names, signed, tokens, returned, subjectNumbers } = named
  const arms = [
    sql`(${message} where header_message_id = any(${list([messageId, ...names])}::text[])
      order by id limit 200)`,
    sql`(${message} where "references" @> ${list([messageId])}::text[] limit 100)`,
  ]
  if (signed.length > 0)
    arms.push(sql`select 'message', ticket_id, null, name, true from unnest(
      ${list(signed.map(({ ticketId }) => ticketId))}::int[],
      ${list(signed.map(({ name }) => name))}::text[]) as signed (ticket_id, name)`)
  if (tokens.length > 0)
    arms.push(sql`select 'token', unnest(${list(tokens)}::int[]), null, null, true`)
  if (returned.length > 0)
    arms.push(sql`select 'token', ticket_id, null, null, true from outbound
      where id = any(${list(returned)}::int[])`)
  if (subjectNumbers.length > 0)
    arms.push(sql`select 'subject', unnest(${list(subjectNumbers)}::int[]), null, null, false`)
  return withParts(db, sql.join(arms, sql` union all `), senders)
}

/** Messages that answer the same mail, of which we have no copy. */
export function findSiblings(
  db: Reader,
  names: readonly string[],
  senders: Senders,
): Promise<Relative[]> {
  return withParts(
    db,
    sql`${message} where "references" && ${list(names)}::text[] order by id limit 100`,
    senders,
  )
}

const message = sql`select 'message', ticket_id, id, header_message_id, direction = 'outbound'
  from messages`

async function withParts(db: Reader, found: SQL, { author, lists }: Senders): Promise<Relative[]> {
  const rows = await db.execute<Relative & Record<string, unknown>>(sql`
    select found.lead, tickets.id as "ticketId", found.id, found.by_us as "byUs",
      found.header_message_id as "headerMessageId", parts.role as part, parts.address, coalesce(parts.listed, false) as listed
    from (${found}) as found (lead, ticket_id, id, header_message_id, by_us)
    join tickets on tickets.id = found.ticket_id and tickets.deleted_at is null
    left join lateral (
      select min(participants.role) filter (where key = ${author}) as role,
        min(participants.address::text) filter (where key = ${author}) as address,
        bool_or(key = any(${list(lists)}::text[]) and participants.role <> 'requester') as listed
      from participants
      join (select address::text as key, person_id from addresses) as known using (person_id)
      where participants.ticket_id in (tickets.id, tickets.merged_into_id)
        and key = any(${list([...(author ? [author] : []), ...lists])}::text[])
    ) as parts on true`)
  return [...rows]
}

function list(values: readonly (string | number)[]): SQL {
  return sql`${sql.param(values)}`
}
