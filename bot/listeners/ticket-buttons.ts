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
import { heardIn, ticketIn } from './act.ts'
import { actOnPress, chosenIn } from './press.ts'

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
    bot.bolt.action<BlockAction>(action, async (pressed) => {
      await pressed.ack()
      const value = chosenIn(pressed.payload)
      const ticket = ticketIn(value)
      if (!ticket) return
      await actOnPress(bot, pressed, ticket, (work) =>
        verb(work, ticket, value.split(':')[1] ?? ''),
      )
    })
  }
  assigning(bot)
}

function assigning(bot: Bot): void {
  bot.bolt.action<BlockAction>('ticket.assign', async (pressed) => {
    const { ack, payload, client, context } = pressed
    await ack()
    const ticket = ticketIn('block_id' in payload ? payload.block_id.split(':')[1] : '')
    const chosen = 'selected_user' in payload ? String(payload.selected_user) : ''
    if (!ticket || !chosen) return
    const to = await whoIs(bot, client, heardIn(context).workspaceId, chosen)
    await actOnPress(bot, pressed, ticket, (work) => {
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
