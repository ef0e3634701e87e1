import type { Bot } from '#bot/bot.ts'
import { ticketIn } from '#bot/listeners/act.ts'
import { read } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { findTickets, readTicket } from '#core/tickets/find.ts'
import { mergeTicket } from '#core/tickets/merge.ts'
import { callbacks, chooseForm, confirmForm, titleOf } from './merge-form.ts'
import { type Form, fieldIn, hearForm } from './modal.ts'
import { offering, option } from './options.ts'

export const mergeForm: Form = async (_, { id }) => chooseForm(id)

/** Merges a ticket into another, once both were seen. */
export function merging(bot: Bot): void {
  offering(bot, 'menu.into', async (db, typed, { ticket }) => {
    const { items } = await findTickets(db, { words: typed, limit: 20 })
    return items
      .filter(({ id }) => id !== ticket)
      .map((one) => option(one.id, `${titleOf(one)} · ${one.sensitive ? '' : one.requester.name}`))
  })
  hearForm(bot, callbacks.choose, 'into', async ({ agent, ticket, view }) => {
    const named =
      ticketIn(fieldIn(view, 'into')?.selected_option?.value) ??
      refuse('wrong-input', { why: 'Choose a ticket from the list.' })
    return read(bot.app, agent, async (db) => {
      const { mergedIntoId } = await readTicket(db, named)
      const into = mergedIntoId ?? named // What was merged stands for its own target.
      if (into === ticket)
        refuse('wrong-input', { why: `Ticket #${ticket} cannot be merged into itself.` })
      return confirmForm(await readTicket(db, ticket), await readTicket(db, into))
    })
  })
  hearForm(bot, callbacks.confirm, null, async ({ ticket, view, once }) => {
    const [, named, confirmed] = view.private_metadata.split(':')
    const into =
      ticketIn(named) ?? refuse('wrong-input', { why: 'This form is broken. Open it again.' })
    await once(async (work) => {
      await mergeTicket(work, ticket, into, { confirm: confirmed === 'confirm' })
    })
    return undefined
  })
}
