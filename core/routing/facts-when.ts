import { type SQL, sql } from 'drizzle-orm'

/** Tickets as they are. Of a message: what the requester wrote last. */
export const asNow = (now: Date) => ({
  status: sql`t.status`,
  priority: sql`t.priority`,
  team: sql`t.team_id`,
  assignee: sql`t.assignee_id`,
  tags: sql`to_jsonb(t.tags)`,
  skills: sql`t.skills`,
  escalation: sql`t.escalation`,
  reopened: sql`t.reopened`,
  rating: sql`(select rating from surveys where ticket_id = t.id)`,
  sla: sql`sla_status(t.sla_status, t.sla_warn_at, t.sla_due_at, ${now.toISOString()}::timestamptz)`,
  messages: sql`(select count(*)::int from messages c where c.ticket_id = t.id)`,
  said: sql`m.direction = 'inbound' desc, m.automatic, m.id desc`,
  heard: sql`t.last_requester_message_at`,
  answered: sql`t.last_agent_message_at`,
  others: sql`o.id <> t.id and o.status not in ('resolved', 'closed')`,
})

/** Tickets as they were opened, before anybody had done anything: what was changed first tells what it was before. */
export const asOpened: ReturnType<typeof asNow> = {
  status: sql`'new'`,
  priority: before('priority', sql`to_jsonb(t.priority)`),
  team: sql`${before('teamId', sql`to_jsonb(t.team_id)`)}::int`,
  assignee: sql`null::int`,
  tags: sql`'[]'::jsonb`,
  skills: sql`'{}'::jsonb`,
  escalation: sql`0`,
  reopened: sql`0`,
  rating: sql`null::int`,
  sla: sql`'no_sla'`,
  messages: sql`1`,
  said: sql`m.id`,
  heard: sql`t.opened_at`,
  answered: sql`null::timestamptz`,
  others: sql`o.id < t.id and (o.resolved_at is null or o.resolved_at > t.opened_at)`,
}

function before(field: string, otherwise: SQL): SQL {
  return sql`(coalesce((select e.details -> 'changes' -> ${sql.raw(`'${field}'`)} -> 0 from events e
    where e.ticket_id = t.id and jsonb_exists(e.details -> 'changes', ${sql.raw(`'${field}'`)})
    order by e.id limit 1), ${otherwise}) #>> '{}')`
}
