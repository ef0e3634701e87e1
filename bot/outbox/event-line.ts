import { priorityWords, statusWords } from '#bot/card/words.ts'
import { cut, oneLine } from '#bot/text/plain.ts'
import { priorityWords as levels } from '#core/tickets/words.ts'
import type { TicketPriority, TicketStatus } from '#db/schema/enums.ts'

/** What happened, and the names of those it happened to. */
export interface Happened {
  kind: string
  who: string // Empty: the desk itself.
  changes: Record<string, readonly [before: unknown, after: unknown]>
  assignee: string | null // Null: nobody.
}

/** How one thing is said alone, by whom in place of `{by}`, how among others, and behind a name where that differs. */
type Said = readonly [alone: string, among: string, named?: string]

/**
 * One line for what happened to a ticket: a sentence for one thing, and a row for several, `Ana claimed · priority
 * High → Critical · assigned to Ben`. Undefined: nothing that a thread need say.
 */
export function eventsLine(all: readonly Happened[]): string | undefined {
  const told = all.filter((one) => saidOf(one) !== undefined)
  const [only, second] = told
  if (!only) return undefined
  if (!second) return saidOf(only)?.[0].replace('{by}', () => nameOf(only))
  const words = told.map((one, place) => {
    const [, among, named = among] = saidOf(one) ?? []
    const before = told[place - 1]
    return before && nameOf(before) === nameOf(one) ? among : `${nameOf(one)} ${named}`
  })
  return cut(words.join(' · '), 1900)
}

function nameOf({ who }: Happened): string {
  return oneLine(who, 80) || 'Deskwire'
}

function saidOf({ kind, changes, assignee }: Happened): Said | undefined {
  const to = assignee && oneLine(assignee, 80)
  const into = changes.mergedIntoId?.[1]
  const status = statusWords[changes.status?.[1] as TicketStatus] ?? 'another status'
  const priority = priorityWords[changes.priority?.[1] as TicketPriority] ?? 'another'
  const said: Record<string, Said> = {
    opened: ['🎫 {by} opened this ticket', 'opened this ticket'],
    claimed: ['🙋 {by} claimed this', 'claimed'],
    assigned: to
      ? [`👤 {by} gave this to ${to}`, `assigned to ${to}`, `assigned this to ${to}`]
      : [
          '👤 {by} put this back into the queue',
          'back into the queue',
          'put this back into the queue',
        ],
    transferred: [
      '➡️ {by} handed this to another team',
      'handed to another team',
      'handed this to another team',
    ],
    prioritised: [
      `{by} set the priority to ${priority}`,
      `priority ${fromTo(levels, changes.priority)}`,
      `set priority ${fromTo(levels, changes.priority)}`,
    ],
    moved: [
      `{by} moved this to ${status}`,
      `status ${fromTo(statusWords, changes.status)}`,
      `set status ${fromTo(statusWords, changes.status)}`,
    ],
    resolved: ['✅ {by} resolved this', 'resolved'],
    fell_silent: ['✅ Resolved: its requester did not answer', 'resolved, as nobody answered'],
    settled: ['✅ The requester says that it is solved', 'solved, says the requester'],
    rated: [
      `⭐ The requester rated this ${changes.rating?.[1]} of 5`,
      `rated ${changes.rating?.[1]} of 5 by the requester`,
    ],
    closed: ['🏁 {by} closed this', 'closed'],
    reopened: ['🔄 {by} reopened this', 'reopened'],
    snoozed: ['💤 {by} put this aside', 'put aside'],
    woken: ['⏰ This is awake again', 'awake again'],
    merged: into
      ? [`🔀 {by} merged this into #${into}`, `merged into #${into}`]
      : ['🔀 {by} merged another ticket into this', 'merged another ticket into this'],
    unmerged: into
      ? ['🔀 {by} undid the merge of this', 'merge undone', 'undid the merge of this']
      : [
          '🔀 {by} took a merged ticket out of this again',
          'merged ticket taken out',
          'took a merged ticket out',
        ],
    deleted: ['🗑️ {by} deleted this ticket', 'deleted this ticket'],
    restored: ['{by} restored this ticket', 'restored this ticket'],
    marked_sensitive: changes.sensitive?.[1]
      ? ['🔐 {by} marked this sensitive: what it says is in the console', 'marked sensitive']
      : ['{by} says this is not sensitive any more', 'not sensitive any more'],
  }
  return said[kind]
}

/** `High → Critical`, as far as both are known. */
function fromTo(
  words: Record<string, string>,
  [before, after]: readonly [unknown, unknown] = [null, null],
): string {
  return [before, after].flatMap((one) => words[String(one)] ?? []).join(' → ') || 'changed'
}
