import { sql } from 'drizzle-orm'

/**
 * Whether an agent `a` may be told of a ticket `t`: active, no auditor, and somebody who would see it in the console,
 * by the same rule as the policy of tickets.
 */
export const maySee = sql`a.deactivated_at is null and a.role <> 'auditor' and (
  a.role = 'admin' or t.assignee_id = a.person_id
  or exists (select from watchers w where w.ticket_id = t.id and w.person_id = a.person_id)
  or ((not t.sensitive or a.role = 'manager') and exists (
    select from memberships m where m.team_id = t.team_id and m.person_id = a.person_id)))`
