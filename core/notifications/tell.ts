import type { Work } from '#core/app.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { notifications } from '#db/schema/notifications.ts'

/** What notifications are about; what each says is in words.ts. */
export type NotificationKind =
  | 'assigned'
  | 'received'
  | 'mentioned'
  | 'bounced'
  | 'sla_warning'
  | 'sla_breach'
  | 'escalated'
  | 'acknowledged'

/** One thing for one person, or for one channel of Slack. */
export interface Telling {
  key: string // Told once for it.
  ticketId: TicketId
  to: { personId: PersonId } | { slackChannel: string }
  kind: NotificationKind
  details: Record<string, unknown>
}

/** Writes down what is to be told, and asks for it to be told. What has its key already is told no second time. */
export async function tell(work: Work, tellings: readonly Telling[]): Promise<void> {
  if (tellings.length === 0) return
  const added = await work.tx
    .insert(notifications)
    .values(
      tellings.map(({ to, ...telling }) => ({
        ...telling,
        ...to,
        notBefore: work.now,
        createdAt: work.now,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: notifications.id })
  if (added.length > 0) work.enqueue('desk.notify', { notifications: added.map(({ id }) => id) })
}
