import { priorityWords, statusWords } from '#bot/card/words.ts'
import { oneLine } from '#bot/text/plain.ts'
import type { TicketPriority, TicketStatus } from '#db/schema/enums.ts'

/** What happened, and the names of those it happened to. */
export interface Happened {
  kind: string
  who: string // Empty: the desk itself.
  changes: Record<string, readonly [before: unknown, after: unknown]>
  assignee: string | null // Null: nobody.
}

/** One line for what happened to a ticket; undefined: nothing that a thread need say. */
export function eventLine({ kind, who, changes, assignee }: Happened): string | undefined {
  const by = oneLine(who, 80) || 'Deskwire'
  const status = statusWords[changes.status?.[1] as TicketStatus]
  const lines: Record<string, string> = {
    opened: `🎫 ${by} opened this ticket`,
    claimed: `🙋 ${by} claimed this`,
    assigned: assignee
      ? `👤 ${by} gave this to ${oneLine(assignee, 80)}`
      : `👤 ${by} put this back into the queue`,
    transferred: `➡️ ${by} handed this to another team`,
    prioritised: `${by} set the priority to ${priorityWords[changes.priority?.[1] as TicketPriority] ?? 'another'}`,
    moved: `${by} moved this to ${status ?? 'another status'}`,
    escalated: `🚨 ${by} escalated this`,
    resolved: `✅ ${by} resolved this`,
    closed: `🏁 ${by} closed this`,
    reopened: `🔄 ${by} reopened this`,
    snoozed: `💤 ${by} put this aside`,
    woken: '⏰ This is awake again',
    deleted: `🗑️ ${by} deleted this ticket`,
    restored: `${by} restored this ticket`,
    marked_sensitive: changes.sensitive?.[1]
      ? `🔐 ${by} marked this sensitive: what it says is in the console`
      : `${by} says this is not sensitive any more`,
  }
  return lines[kind]
}
