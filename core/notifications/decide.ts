import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { NotificationId, PersonId } from '#db/schema/columns.ts'
import type { TicketPriority } from '#db/schema/enums.ts'
import { notifications } from '#db/schema/notifications.ts'
import { type Plan, planFor, type Ways, type Wishes } from './when.ts'

/** What a desk can tell by at all. */
export type DeskWays = { slack: boolean; email: boolean }

/**
 * Decides by which way each is told and when, and queues whoever tells them. What nobody can be told ends here, with
 * the reason.
 */
export async function planNotifications(
  work: Work,
  ids: readonly NotificationId[],
  desk: DeskWays,
): Promise<void> {
  const waiting = await undecided(work, ids)
  const plans = waiting.map((row) => ({ row, plan: planOf(row, desk, work.now) }))
  if (plans.length === 0) return
  const rows = JSON.stringify(
    plans.map(({ row, plan }) => ({
      id: row.id,
      by: 'by' in plan ? plan.by : null,
      at: 'by' in plan ? plan.notBefore : work.now,
      reason: 'dropped' in plan ? plan.dropped : null,
    })),
  )
  const now = work.now.toISOString()
  await work.tx.execute(sql`
    update notifications n set by = e.by, not_before = e.at, reason = e.reason,
      state = case when e.reason is null then 'waiting' else 'dropped' end::notification_state,
      ended_at = case when e.reason is null then null else ${now}::timestamptz end
    from jsonb_to_recordset(${rows}::jsonb) as e (id int, by text, at timestamptz, reason text)
    where n.id = e.id`)
  for (const { row, plan } of plans) if ('by' in plan) ask(work, row, plan.by, plan.notBefore)
}

interface Undecided extends Partial<Wishes> {
  id: NotificationId
  personId: PersonId | null
  kind: string
  priority: TicketPriority
  isActive: boolean
  isGone: boolean // Its ticket was deleted.
  slack: boolean
  email: boolean
}

function planOf(row: Undecided, desk: DeskWays, now: Date): Plan {
  const ways: Ways = { slack: desk.slack && row.slack, email: desk.email && row.email }
  if (row.isGone) return { dropped: 'Its ticket was deleted.' }
  if (row.personId === null)
    return desk.slack ? { by: 'slack', notBefore: now } : { dropped: 'The desk has no Slack.' }
  if (!row.isActive) return { dropped: 'They are no active agent any more.' }
  const isUrgent =
    row.kind === 'escalated' || (row.kind === 'sla_breach' && row.priority === 'CRITICAL')
  return planFor({ ...unset, ...row }, ways, isUrgent, now)
}

const unset: Wishes = {
  notifySlack: true,
  notifyEmail: true,
  notifyDigest: false,
  quietHours: null,
  workingHours: null,
  timeZone: 'UTC',
}

async function undecided(work: Work, ids: readonly NotificationId[]): Promise<Undecided[]> {
  return work.tx.execute<Undecided & Record<string, unknown>>(sql`
    select n.id, n.person_id as "personId", n.kind, t.priority, a.deactivated_at is null as "isActive",
      t.deleted_at is not null as "isGone",
      a.notify_slack as "notifySlack", a.notify_email as "notifyEmail", a.notify_digest as "notifyDigest",
      a.quiet_hours as "quietHours", a.working_hours as "workingHours", a.time_zone as "timeZone",
      exists (select from slack_people s join slack_workspaces w on w.id = s.workspace_id
        where s.person_id = n.person_id and not s.is_deleted and w.disconnected_at is null) as slack,
      exists (select from addresses d where d.person_id = n.person_id) as email
    from notifications n join tickets t on t.id = n.ticket_id
    left join agents a on a.person_id = n.person_id
    where n.id = any(${sql.param([...ids])}::int[]) and n.state = 'waiting' and n.by is null
    order by n.id for update of n skip locked`)
}

type Row = { id: NotificationId; personId: PersonId | null }

function ask(work: Work, { id, personId }: Row, by: string | null, at: Date): void {
  const when = at > work.now ? { startAfter: at } : {}
  if (by === null) work.enqueue('desk.notify', { notifications: [id] })
  else if (by === 'slack') work.enqueue('slack.notify', { notification: id }, when)
  else if (personId) {
    // One job waits for each moment: what is urgent does not wait for the digest.
    const singletonKey = `${personId}/${at > work.now ? at.toISOString() : 'now'}`
    work.enqueue('mail.notice', { person: personId }, { ...when, singletonKey })
  }
}

/** Every minute, those whose job got lost, or whose teller died. */
export async function askForOverdue(work: Work): Promise<void> {
  const longAgo = new Date(work.now.getTime() - 120_000)
  const late = await work.tx
    .select({ id: notifications.id, personId: notifications.personId, by: notifications.by })
    .from(notifications)
    .where(and(sql`state = 'waiting'`, lt(notifications.notBefore, longAgo)))
    .orderBy(notifications.notBefore, notifications.id)
    .limit(1000)
  for (const row of late) ask(work, row, row.by, work.now)
}

/** Slack has failed for good: mail is the other way, where somebody can be reached by it. */
export async function tellByMail(work: Work, id: NotificationId, why: string): Promise<boolean> {
  const [row] = await work.tx
    .update(notifications)
    .set({ by: 'email', notBefore: work.now, attempts: 0, reason: why })
    .where(
      and(
        eq(notifications.id, id),
        isNull(notifications.endedAt),
        sql`exists (select from agents a join addresses d on d.person_id = a.person_id
          where a.person_id = ${notifications.personId} and a.notify_email)`,
      ),
    )
    .returning({ id: notifications.id, personId: notifications.personId })
  if (row) ask(work, row, 'email', work.now)
  return row !== undefined
}
