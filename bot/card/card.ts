import type { ContextBlock, KnownBlock, PlainTextElement } from '@slack/types'
import { cut, fallback, oneLine } from '#bot/text/plain.ts'
import { plain, richText, section, wordsOf } from '#bot/text/rich.ts'
import { inWords } from '#core/tickets/lifecycle.ts'
import type { TicketId } from '#db/schema/columns.ts'
import type { SlaStatus, TicketPriority, TicketStatus } from '#db/schema/enums.ts'
import { cardButtons } from './buttons.ts'
import { priorityWords, statusWords } from './words.ts'

/** What a card shows. */
export interface CardFacts {
  id: TicketId
  link: string
  subject: string
  status: TicketStatus
  priority: TicketPriority
  escalation: number
  requester: { name: string; email: string | null }
  assignee: { name: string; slackId: string | null } | null
  snoozedUntil: Date | null
  slaDueAt: Date | null // Null: nothing that is promised runs.
  slaStatus: SlaStatus
  mergedIntoId?: TicketId | null // It goes on there; absent or null: here.
  repliesByDefault: boolean // What agents write under it goes to the requester.
  preview: string // What the requester wrote last; empty: nothing.
  tags: readonly string[]
  watchers: readonly string[] // Their names.
  hidden: 'sensitive' | 'deleted' | 'elsewhere' | null // Why it says no more than its number.
}

export interface Shown {
  text: string
  blocks: KnownBlock[]
  as?: { username: string; icon_url?: string } | undefined // Whose words they are; absent: the bot's.
}

const repliesGo = '↩️ What you write in this thread goes to the requester. Begin with // for a note.'

const hiddenWords = {
  sensitive: 'Sensitive: open it in the console.',
  deleted: 'Deleted.',
  elsewhere: 'It goes on with another team.',
}

/**
 * The card of a ticket. Whatever a customer has written stands in it as plain or rich text, which can mention nobody
 * and pass itself off as nothing else.
 */
export function ticketCard(facts: CardFacts): Shown {
  const number = `#${facts.id}`
  const goesOut = facts.repliesByDefault ? [context(repliesGo)] : []
  if (facts.hidden) return hiddenCard(facts, hiddenWords[facts.hidden], goesOut)
  if (facts.mergedIntoId)
    return hiddenCard(facts, `Merged into #${facts.mergedIntoId}: it goes on there.`, goesOut)
  const subject = oneLine(facts.subject, 150) || '(no subject)'
  const requester = oneLine(facts.requester.name || (facts.requester.email ?? ''), 80)
  const assignee = facts.assignee ? oneLine(facts.assignee.name, 80) : 'Nobody yet'
  const status = statusWords[facts.status]
  const priority = priorityWords[facts.priority]
  const words = [number, subject, requester, priority, status, assignee].join(' · ')
  const bold = { bold: true }
  const title = [
    { type: 'link' as const, url: facts.link, text: number, style: bold },
    ...plain(` ${subject}`, bold),
  ]
  const preview = cut(facts.preview.trim().replace(/\n{2,}/g, '\n'), 280)
  return {
    text: fallback(words),
    blocks: [
      richText([section(title)]),
      context(
        [requester, facts.requester.name && facts.requester.email].filter(Boolean).join(' · '),
        priority,
        status + escalated(facts),
        facts.assignee ? `👤 ${assignee}` : assignee,
      ),
      ...goesOut,
      ...details(facts),
      ...(preview ? [richText([{ type: 'rich_text_quote', elements: wordsOf(preview) }])] : []),
      cardButtons(facts),
    ],
  }
}

function hiddenCard({ id, link, status }: CardFacts, why: string, more: KnownBlock[]): Shown {
  const words = `#${id} · ${inWords(status)} · ${why}`
  const number = { type: 'link' as const, url: link, text: `#${id}`, style: { bold: true } }
  return { text: fallback(words), blocks: [richText([section([number])]), context(why), ...more] }
}

export function context(...words: string[]): ContextBlock {
  const elements = words
    .filter(Boolean)
    .map((text): PlainTextElement => ({ type: 'plain_text', text: cut(text, 300), emoji: false }))
  return { type: 'context', elements }
}

/** The rest in one line, as far as there is any. */
function details({ snoozedUntil, slaDueAt, slaStatus, tags, watchers }: CardFacts): ContextBlock[] {
  const labels: [sign: string, names: readonly string[], most: number][] = [
    ['🏷️', tags, 120],
    ['👁️', watchers, 120],
  ]
  const elements = [
    ...(snoozedUntil ? moment('💤 Until', snoozedUntil).elements : []),
    ...(slaDueAt ? dueBlock(slaDueAt, slaStatus).elements : []),
    ...labels
      .filter(([, names]) => names.length > 0)
      .flatMap(
        ([sign, names, most]) => context(`${sign} ${oneLine(names.join(', '), most)}`).elements,
      ),
  ]
  return elements.length > 0 ? [{ type: 'context', elements }] : []
}

function escalated({ escalation }: CardFacts): string {
  if (escalation === 0) return ''
  return escalation === 1 ? ' · 🚨 Escalated' : ` · 🚨 Escalated ${escalation}×`
}

/** When the next promise to the requester is due, or was. */
export function dueBlock(at: Date, status?: SlaStatus): ContextBlock {
  return moment(status === 'breached' ? '⏱️ SLA missed' : '⏱️ SLA due', at)
}

/** Slack says a moment in the time zone of whoever reads it. */
function moment(words: string, at: Date): ContextBlock {
  const seconds = Math.floor(at.getTime() / 1000)
  const text = `${words} <!date^${seconds}^{date_short_pretty} {time}|${at.toISOString()}>`
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] }
}
