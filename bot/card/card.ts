import type { ContextBlock, KnownBlock, PlainTextElement } from '@slack/types'
import { cut, fallback, oneLine } from '#bot/text/plain.ts'
import { plain, richText, section, wordsOf } from '#bot/text/rich.ts'
import { inWords } from '#core/tickets/lifecycle.ts'
import type { TicketId } from '#db/schema/columns.ts'
import type { TicketPriority, TicketStatus } from '#db/schema/enums.ts'
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
  team: string
  snoozedUntil: Date | null
  preview: string // What the requester wrote last; empty: nothing.
  hidden: 'sensitive' | 'deleted' | 'elsewhere' | null // Why it says no more than its number.
}

export interface Shown {
  text: string
  blocks: KnownBlock[]
  as?: { username: string; icon_url?: string } | undefined // Whose words they are; absent: the bot's.
}

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
  if (facts.hidden) return hiddenCard(facts, hiddenWords[facts.hidden])
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
        facts.escalation > 0 ? `${status} · 🚨 Escalated` : status,
        facts.assignee ? `👤 ${assignee}` : assignee,
      ),
      ...(facts.snoozedUntil ? [snoozed(facts.snoozedUntil)] : []),
      ...(preview ? [richText([{ type: 'rich_text_quote', elements: wordsOf(preview) }])] : []),
      cardButtons(facts),
    ],
  }
}

function hiddenCard({ id, link, status }: CardFacts, why: string): Shown {
  const words = `#${id} · ${inWords(status)} · ${why}`
  const number = { type: 'link' as const, url: link, text: `#${id}`, style: { bold: true } }
  return { text: fallback(words), blocks: [richText([section([number])]), context(why)] }
}

export function context(...words: string[]): ContextBlock {
  const elements = words
    .filter(Boolean)
    .map((text): PlainTextElement => ({ type: 'plain_text', text: cut(text, 300), emoji: false }))
  return { type: 'context', elements }
}

/** Slack says a moment in the time zone of whoever reads it. */
function snoozed(until: Date): ContextBlock {
  const seconds = Math.floor(until.getTime() / 1000)
  const text = `💤 Until <!date^${seconds}^{date_short_pretty} {time}|${until.toISOString()}>`
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] }
}
