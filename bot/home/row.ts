import type { ActionsBlock, Button, KnownBlock } from '@slack/types'
import { plainText } from '#bot/card/buttons.ts'
import { context, dueBlock } from '#bot/card/card.ts'
import { priorityWords, statusWords } from '#bot/card/words.ts'
import { oneLine } from '#bot/text/plain.ts'
import { plain, richText, section } from '#bot/text/rich.ts'
import type { HomeRow } from '#core/slack/home-rows.ts'
import { isEnded } from '#core/tickets/lifecycle.ts'

/** Where a row leads. */
export interface RowLinks {
  console: string
  thread: string | null // Null: it has none in this workspace.
}

/** A ticket in a Home. What a customer wrote is plain text; of a sensitive one only the number is told. */
export function homeRow(ticket: HomeRow, links: RowLinks): KnownBlock[] {
  const bold = { bold: true }
  const subject = ticket.sensitive ? 'Sensitive: open it in the console.' : ticket.subject
  const title = [
    { type: 'link' as const, url: links.console, text: `#${ticket.id}`, style: bold },
    ...plain(` ${oneLine(subject, 150) || '(no subject)'}`, bold),
  ]
  const { requester, assignee, team } = ticket
  const status = statusWords[ticket.status]
  return [
    richText([section(title)]),
    context(
      ticket.sensitive ? '' : oneLine(requester.name || (requester.email ?? ''), 80),
      priorityWords[ticket.priority],
      ticket.escalation > 0 ? `${status} · 🚨 Escalated` : status,
      assignee ? `👤 ${oneLine(assignee.name, 80)}` : 'Nobody yet',
      oneLine(team.name, 80),
    ),
    ...(ticket.slaDueAt ? [dueBlock(ticket.slaDueAt)] : []),
    buttons(ticket, links),
  ]
}

function buttons(ticket: HomeRow, links: RowLinks): ActionsBlock {
  const mayClaim = !ticket.assignee && !isEnded(ticket.status)
  const claim: Button = {
    type: 'button',
    action_id: 'home.claim',
    value: String(ticket.id),
    text: plainText('Claim'),
    style: 'primary',
  }
  return {
    type: 'actions',
    block_id: `home:${ticket.id}`,
    elements: [
      ...(mayClaim ? [claim] : []),
      links.thread
        ? leadsTo('home.go.thread', 'Open thread', links.thread)
        : leadsTo('home.go.console', 'Open in the console', links.console),
    ],
  }
}

/** Slack opens the address itself, and tells us of the click as well. */
function leadsTo(action: string, words: string, url: string): Button {
  return { type: 'button', action_id: action, text: plainText(words), url }
}
