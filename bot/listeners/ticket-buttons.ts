import type { BlockAction } from '@slack/bolt'
import type { Bot } from '#bot/bot.ts'
import { snoozeMinutes } from '#bot/card/words.ts'
import { whoIs } from '#bot/who.ts'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { assignTicket, claimTicket } from '#core/tickets/assign.ts'
import { reopenTicket } from '#core/tickets/reopen.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import { snoozeTicket } from '#core/tickets/snooze.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { actFor, heardIn, ticketIn } from './act.ts'

/** The rest of a value, behind the number of its ticket: `1042:240`. */
type Verb = (work: Work, id: TicketId, rest: string) => Promise<unknown>

const verbs: Record<string, Verb> = {
  'ticket.claim': claimTicket,
  'ticket.resolve': resolveTicket,
  'ticket.reopen': reopenTicket,
  'ticket.snooze': snooze,
}

/** The card itself is not touched here: it is shown anew once the work has committed. */
export function ticketButtons(bot: Bot): void {
  for (const [action, verb] of Object.entries(verbs)) {
    bot.bolt.action<BlockAction>(action, async ({ ack, body, payload, client, context }) => {
      await ack()
      const value = chosenIn(payload)
      const ticket = ticketIn(value)
      if (!ticket) return
      const heard = heardIn(context)
      const deed = { user: body.user.id, ticket, key: heard.toldKey, ear: earOf(body) }
      await actFor(bot, client, heard, deed, (work) =>
        verb(work, ticket, value.split(':')[1] ?? ''),
      )
    })
  }
  assigning(bot)
}

function assigning(bot: Bot): void {
  bot.bolt.action<BlockAction>('ticket.assign', async ({ ack, body, payload, client, context }) => {
    await ack()
    const ticket = ticketIn('block_id' in payload ? payload.block_id.split(':')[1] : '')
    const chosen = 'selected_user' in payload ? String(payload.selected_user) : ''
    if (!ticket || !chosen) return
    const heard = heardIn(context)
    const deed = { user: body.user.id, ticket, key: heard.toldKey, ear: earOf(body) }
    const to = await whoIs(bot, client, heard.workspaceId, chosen)
    await actFor(bot, client, heard, deed, (work) => {
      if (!to.agent)
        refuse('wrong-input', {
          why: 'Whom you picked is no agent of the desk. Pick one, or ask an admin to add them.',
        })
      return assignTicket(work, ticket, to.agent.personId)
    })
  })
}

function snooze(work: Work, id: TicketId, rest: string): Promise<void> {
  const minutes = Number(rest)
  if (!Object.values(snoozeMinutes).some((one) => one === minutes))
    refuse('wrong-input', { why: 'Pick one of the times of the menu.' })
  return snoozeTicket(work, id, new Date(work.now.getTime() + minutes * 60_000))
}

/** What a button, a menu or its overflow says. It came from a client, so it may say anything. */
export function chosenIn(payload: object): string {
  const option = 'selected_option' in payload ? payload.selected_option : payload
  return option && typeof option === 'object' && 'value' in option ? String(option.value) : ''
}

/** Whoever pressed a button of a card is told in its thread. */
export function earOf({ user, channel, container }: BlockAction) {
  const thread: unknown = container.thread_ts // Absent: a card in the channel, where its thread may not be open.
  const place = { user: user.id, channel: channel?.id ?? '' }
  return thread ? { ...place, thread_ts: String(thread) } : place
}
