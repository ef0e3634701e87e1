import type { BlockAction } from '@slack/bolt'
import type { Bot } from '#bot/bot.ts'
import { ticketIn } from '#bot/listeners/act.ts'
import { actOnPress, chosenIn, type Pressed } from '#bot/listeners/press.ts'
import { refuse } from '#core/refusal.ts'
import { prioritiseTicket } from '#core/tickets/change.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { ticketPriority } from '#db/schema/enums.ts'
import { tellAbout, watching } from './about.ts'
import { details, detailsForm } from './details.ts'
import { escalateForm, escalating } from './escalate.ts'
import { macroMenu, macros } from './macro.ts'
import { mergeForm, merging } from './merge.ts'
import { openForm } from './modal.ts'

const forms = new Map([
  ['details', detailsForm],
  ['macro', macroMenu],
  ['escalate', escalateForm],
  ['merge', mergeForm],
])

/** The ⋯ of a card, and the forms that it opens. */
export function ticketMenu(bot: Bot): void {
  bot.bolt.action<BlockAction>('ticket.more', async (pressed) => {
    await pressed.ack()
    const value = chosenIn(pressed.payload)
    const ticket = ticketIn(value)
    const entry = value.split(':')[1] ?? ''
    if (!ticket) return
    const form = forms.get(entry)
    if (form) await openForm(bot, pressed, ticket, form)
    else if (entry === 'about') await tellAbout(bot, pressed, ticket)
    else if (entry !== 'open') await prioritise(bot, pressed, ticket, entry)
  })
  details(bot)
  escalating(bot)
  merging(bot)
  macros(bot)
  watching(bot)
}

/** Cards that were posted by an earlier version offer priorities there, and to open the console. */
async function prioritise(
  bot: Bot,
  pressed: Pressed,
  ticket: TicketId,
  entry: string,
): Promise<void> {
  await actOnPress(bot, pressed, ticket, (work) => {
    const priority =
      ticketPriority.enumValues.find((one) => one === entry) ??
      refuse('wrong-input', { why: 'Pick something that the menu offers.' })
    return prioritiseTicket(work, ticket, priority)
  })
}
