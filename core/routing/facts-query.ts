import { type SQL, sql } from 'drizzle-orm'
import type { TicketId } from '#db/schema/columns.ts'
import type { Facts, Needs } from './facts.ts'
import { asNow, asOpened } from './facts-when.ts'

/** As it comes from the database: moments in milliseconds since 1970, mails as the bytes of their headers. */
export interface Row
  extends Omit<
    Facts,
    'now' | 'openedAt' | 'lastRequesterMessageAt' | 'lastAgentMessageAt' | 'headers' | 'calendars'
  > {
  openedAt: number
  lastRequesterMessageAt: number | null
  lastAgentMessageAt: number | null
  openingHeaders: Buffer | null
  latestHeaders: Buffer | null
  [column: string]: unknown
}

/** @param as `opening`: as they were when they were opened */
export function factsQuery(
  ids: readonly TicketId[],
  now: Date,
  { headers: withHeaders, others }: Needs,
  as: 'now' | 'opening',
) {
  const at = as === 'opening' ? asOpened : asNow(now)
  return sql`
    select t.id as "ticketId", ${at.status} as status, ${at.priority} as priority,
      f.id as "teamId", f.name::text as "teamName", ${at.assignee} as "assigneeId",
      (select name from people where id = ${at.assignee}) as "assigneeName",
      ${at.tags} as tags, ${at.skills} as skills, ${at.escalation} as escalation,
      ${at.reopened} as reopened, ${at.rating} as rating, t.sensitive, ${at.sla} as "slaStatus",
      coalesce((select jsonb_object_agg(key, value) from metadata where ticket_id = t.id), '{}') as fields,
      t.subject, coalesce(said.visible_text, '') as text, said.channel,
      said.author_address::text as "from",
      exists (select from attachments where message_id = said.id) as "hasAttachment",
      ${at.messages} as messages,
      r.id as "requesterId", r.name as "requesterName", r.language,
      coalesce(
        (select address::text from participants where ticket_id = t.id and person_id = r.id),
        said.author_address::text
      ) as "requesterAddress",
      ${others ? first : sql`false`} as "firstTime", ${others ? open(at.others) : sql`0`} as "openTickets",
      ${ms(sql`t.opened_at`)} as "openedAt", ${ms(at.heard)} as "lastRequesterMessageAt",
      ${ms(at.answered)} as "lastAgentMessageAt",
      ${withHeaders ? headers(sql`opening.mail_id`) : sql`null`} as "openingHeaders",
      ${withHeaders ? headers(sql`said.mail_id`) : sql`null`} as "latestHeaders"
    from unnest(${sql.param([...ids])}::int[]) as asked (id)
    join tickets t on t.id = asked.id
    join teams f on f.id = ${at.team}
    join people r on r.id = t.requester_id
    left join lateral (select m.* from messages m
      where m.ticket_id = t.id and m.visibility = 'public' and m.deleted_at is null
      order by ${at.said} limit 1) as said on true
    left join lateral (select m.mail_id from messages m where m.ticket_id = t.id
      order by m.id limit 1) as opening on ${withHeaders}`
}

const first = sql`not exists (select from tickets o where o.requester_id = r.id and o.id < t.id)`

/** Counted among the requester's own, whatever other index the planner may think well of: it would read all that are open. */
function open(which: SQL): SQL {
  return sql`(select least(100, count(*) filter (where o.deleted_at is null and ${which}))::int
    from tickets o where o.requester_id = r.id)`
}

function ms(instant: SQL): SQL {
  return sql`(extract(epoch from ${instant}) * 1000)::float8`
}

/** What stands before the first empty line, of the first 64 KiB. */
function headers(mail: SQL): SQL {
  const head = sql`substring(raw from 1 for 65536)`
  const end = (line: string) => sql`nullif(position(${sql.raw(`'${line}'`)}::bytea in ${head}), 0)`
  return sql`(select substring(raw from 1 for coalesce(
    ${end('\\x0d0a0d0a')}, ${end('\\x0a0a')}, 65536)) from mails where id = ${mail})`
}
