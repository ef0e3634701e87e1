import { type SQL, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'

const page = 500

/** A ticket that something is due for, and the job that does it. */
interface Due {
  [column: string]: unknown
  id: TicketId
  job: 'desk.wake' | 'desk.silent' | 'desk.close' | 'mail.survey'
}

/** How long after a ticket is resolved its requester is asked how it went, in hours; later than `latest` they are not. */
export const surveyHours = { soonest: 4, latest: 7 * 24 }

/**
 * Queues a job for each ticket whose time has come, a page at a time: each job looks again at what is due, in a unit of
 * work of its own.
 * @param after the last ticket of the page before
 * @returns the last one of this page; undefined: there are no more
 */
export async function queueDue(work: Work, after = 0): Promise<number | undefined> {
  const now = sql`${work.now.toISOString()}::timestamptz`
  const found = await work.tx.execute<Due>(sql`
    select id, min(job) as job from (
      ${asleep(now)} union all ${silent(now)} union all ${resolved(now)} union all ${unasked(now)}
    ) as due where id > ${after} group by id order by id limit ${page}`)
  for (const { id, job } of found) work.enqueue(job, { ticket: id }, { singletonKey: String(id) })
  return found.length === page ? found.at(-1)?.id : undefined
}

/** Snoozed tickets wake by a job of their own: these are those that it has missed. */
function asleep(now: SQL): SQL {
  return sql`select id, 'desk.wake' as job from tickets
    where snoozed_until < ${now} - interval '2 minutes' and deleted_at is null`
}

/** Who has said nothing since our answer, or since they were reminded. */
function silent(now: SQL): SQL {
  return sql`select t.id, 'desk.silent' from teams f join tickets t on t.team_id = f.id
    where f.remind_after_hours is not null and t.status = 'awaiting_customer'
      and t.deleted_at is null and t.priority <> 'CRITICAL'
      and t.last_agent_message_at <= ${now} - make_interval(hours => f.remind_after_hours)
      and (t.reminded_at is null or t.reminded_at < t.last_agent_message_at
        or t.reminded_at <= ${now} - make_interval(hours => f.remind_after_hours))
      and exists (select from outbound o where o.ticket_id = t.id and o.kind = 'reply'
        and o.state = 'sent' and o.created_at >= t.last_agent_message_at)`
}

function resolved(now: SQL): SQL {
  return sql`select t.id, 'desk.close' from teams f join tickets t on t.team_id = f.id
    where f.close_after_hours is not null and t.status = 'resolved' and t.deleted_at is null
      and t.resolved_at <= ${now} - make_interval(hours => f.close_after_hours)`
}

function unasked(now: SQL): SQL {
  const { soonest, latest } = surveyHours
  return sql`select t.id, 'mail.survey' from teams f join tickets t on t.team_id = f.id
    where f.surveys and t.status = 'resolved' and t.deleted_at is null
      and t.resolved_at between ${now} - make_interval(hours => ${latest})
        and ${now} - make_interval(hours => ${soonest})
      and not exists (select from receipts r where r.key = 'survey:' || t.id)`
}
