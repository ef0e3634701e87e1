import { type SQL, sql } from 'drizzle-orm'
import { pgPolicy, pgRole } from 'drizzle-orm/pg-core'

/**
 * Row level security. `perform` and `read` set who acts (`desk.role`, `desk.person`, `desk.teams`) for
 * one transaction; the desk's own work has a database role of its own, which these do not bind (privileges.sql); the `desk_*` functions of migration 0000 read it. Each stands in a scalar subselect so
 * that Postgres asks once per statement, not per row, and compares columns so that indexes still serve.
 * Without a setting no policy holds: a forgotten context shows nothing.
 */
export const runtime = pgRole('deskwire_runtime').existing()

const role = sql`(select desk_role())`
export const me = sql`(select desk_person())`
export const seesEverything = sql`${role} in ('admin', 'auditor')`
export const isStaff = sql`${role} in ('admin', 'auditor', 'manager', 'lead', 'agent')`
export const isManager = sql`${role} in ('manager', 'admin')`
export const isAdmin = sql`${role} = 'admin'`

/** For what only the desk's own work sees, whom policies do not bind. */
export const nobody = sql`false`

/** Everyone but auditors, who read and change nothing, and those without a role. */
const mayWrite = sql`${role} in ('admin', 'manager', 'lead', 'agent')`

/** Whether the actor may see a ticket, told from the ticket's own columns. */
export const seesTicket = sql`
  ${seesEverything}
  or (${role} in ('agent', 'lead', 'manager') and (
    assignee_id = ${me}
    or id = any ((select desk_watched())::int[])
    or (team_id = any ((select desk_teams())::int[]) and (not sensitive or ${role} = 'manager'))
  ))
  or (${role} = 'requester' and requester_id = ${me})`

/** What belongs to a ticket is seen by those who see the ticket: the inner select obeys the ticket's policy. */
export function withTicket(column: SQL) {
  return sql`exists (select from tickets t where t.id = ${column})`
}

/** One policy to read and one to write; writers must be able to see what they write. */
export function guard(table: string, see: SQL, write: SQL = see) {
  const changes = sql`${mayWrite} and (${write})`
  return [
    pgPolicy(`${table}_see`, { for: 'select', to: runtime, using: see }),
    pgPolicy(`${table}_add`, { for: 'insert', to: runtime, withCheck: changes }),
    pgPolicy(`${table}_change`, { for: 'update', to: runtime, using: changes, withCheck: changes }),
    pgPolicy(`${table}_remove`, { for: 'delete', to: runtime, using: changes }),
  ]
}
