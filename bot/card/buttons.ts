import type { ActionsBlock, Button, PlainTextElement } from '@slack/types'
import { entriesFor } from '#bot/menu/entries.ts'
import { isEnded, mayMove } from '#core/tickets/lifecycle.ts'
import type { CardFacts } from './card.ts'
import { snoozeMinutes } from './words.ts'

/** The row of buttons of a card. Every value is looked at again by whoever hears it. */
export function cardButtons(facts: CardFacts): ActionsBlock {
  const ended = isEnded(facts.status)
  return {
    type: 'actions',
    block_id: `ticket:${facts.id}`,
    elements: [
      ...(facts.assignee || ended ? [] : [button(facts, 'ticket.claim', 'Claim', 'primary')]),
      ...(mayMove(facts.status, 'answered') ? [button(facts, 'ticket.reply', 'Reply')] : []),
      ...(ended ? [] : [assign(facts), snooze(facts)]),
      ...(mayMove(facts.status, 'resolved') ? [button(facts, 'ticket.resolve', 'Resolve')] : []),
      ...(mayMove(facts.status, 'reopened') ? [button(facts, 'ticket.reopen', 'Reopen')] : []),
      more(facts),
    ],
  }
}

function button({ id }: CardFacts, action: string, words: string, style?: Button['style']): Button {
  return {
    type: 'button',
    action_id: action,
    value: String(id),
    text: plainText(words),
    ...(style && { style }),
  }
}

function assign({ assignee }: CardFacts) {
  return {
    type: 'users_select' as const,
    action_id: 'ticket.assign',
    placeholder: plainText('Assign'),
    ...(assignee?.slackId && { initial_user: assignee.slackId }),
  }
}

function snooze({ id }: CardFacts) {
  return {
    type: 'static_select' as const,
    action_id: 'ticket.snooze',
    placeholder: plainText('Snooze'),
    options: Object.entries(snoozeMinutes).map(([words, minutes]) => ({
      text: plainText(words),
      value: `${id}:${minutes}`,
    })),
  }
}

function more({ id, status }: CardFacts) {
  return {
    type: 'overflow' as const,
    action_id: 'ticket.more',
    options: entriesFor(status).map(([entry, words]) => ({
      text: plainText(words),
      value: `${id}:${entry}`,
    })),
  }
}

export function plainText(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: true }
}
