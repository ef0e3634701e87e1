import { type SQL, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { NotificationId, TicketId } from '#db/schema/columns.ts'
import { maySee } from './may-see.ts'
import type { NotificationKind } from './tell.ts'

/** Something that happened to a ticket, as it was recorded. */
export interface ToldEvent {
  id: number
  ticketId: TicketId
  details: Record<string, unknown>
}

const assignee = sql`select t.assignee_id as person_id`
const followers = sql`${assignee} union select w.person_id from watchers w where w.ticket_id = t.id`
const message = sql`(e.details ->> 'messageId')::int`
const author = sql`${assignee} union select m.author_id from messages m where m.id = ${message}`

/** A name as a pattern that matches it alone: not at the beginning of a longer word, nor in an address. */
function after(name: SQL): SQL {
  return sql`('(^|\\W)@' || regexp_replace(${name}, '([][(){}.*+?^$|\\\\])', '\\\\\\1', 'g') || '\\M')`
}

/** `@Ada Lovelace` names one; `@Ada` every Ada, unless somebody is named whole. Slack's own names of agents count too. */
const mentioned = sql`
  select distinct n.person_id from (
    select *, bool_or(whole) over (partition by split_part(name, ' ', 1)) as other_is_whole from (
      select g.person_id, s.name, m.text ~* ${after(sql`s.name`)} as whole,
        m.text ~* ${after(sql`split_part(s.name, ' ', 1)`)} as first
      from messages m, agents g join people p on p.id = g.person_id
        cross join lateral (select p.name union
          select k.name from slack_people k where k.person_id = g.person_id) s (name)
      where m.id = ${message} and m.text like '%@%' and s.name <> ''
    ) names where first
  ) n where whole or not other_is_whole`

/** Who hears of what. Escalations have their own: see core/escalation/climb.ts. */
const hears: Partial<Record<string, { kind: NotificationKind; who: SQL }>> = {
  assigned: { kind: 'assigned', who: assignee },
  received: { kind: 'received', who: followers },
  noted: { kind: 'mentioned', who: mentioned },
  undelivered: { kind: 'bounced', who: author },
  not_sent: { kind: 'bounced', who: author },
  sla_warned: { kind: 'sla_warning', who: followers },
  sla_breached: { kind: 'sla_breach', who: followers },
}

/** Whether anybody may be told of such events. */
export function isTold(kind: string): boolean {
  return kind in hears
}

/**
 * Writes down who is to be told of what has been recorded, and asks for them to be told: never of their own doing, nor
 * of what they may not see, nor of automatic mail. One statement, however many events.
 */
export async function tellOfEvents(
  work: Work,
  kind: string,
  told: readonly ToldEvent[],
): Promise<void> {
  const heard = hears[kind]
  const events = told.filter(({ details }) => !details.automatic)
  if (!heard || events.length === 0) return
  const now = work.now.toISOString()
  const rows = JSON.stringify(
    events.map(({ ticketId, ...event }) => ({ ...event, ticket: ticketId })),
  )
  const added = await work.tx.execute<{ id: NotificationId }>(sql`
    insert into notifications (key, ticket_id, person_id, kind, details, not_before, created_at)
    select 'event:' || e.id || ':' || a.person_id, t.id, a.person_id, ${heard.kind},
      e.details || jsonb_build_object('by', ${work.actor?.name ?? null}::text), ${now}, ${now}
    from jsonb_to_recordset(${rows}::jsonb) as e (id bigint, ticket int, details jsonb)
    join tickets t on t.id = e.ticket and t.deleted_at is null
    cross join lateral (${heard.who}) c
    join agents a on a.person_id = c.person_id
    where ${maySee} and a.person_id is distinct from ${work.actor?.personId ?? null}::int
    on conflict do nothing returning id`)
  const ids = [...added].map(({ id }) => id)
  if (ids.length > 0) work.enqueue('desk.notify', { notifications: ids })
}
