import type { BlockAction } from '@slack/bolt'
import type { Bot } from '#bot/bot.ts'
import { noForm } from '#bot/creating/form.ts'
import { heardIn, ticketIn } from '#bot/listeners/act.ts'
import { whoIs } from '#bot/who.ts'
import { type Reader, read } from '#core/app.ts'
import { applyMacro } from '#core/macros/apply.ts'
import { findMacros } from '#core/macros/find.ts'
import { previewMacro } from '#core/macros/preview.ts'
import { Refusal, refuse } from '#core/refusal.ts'
import { readTicket } from '#core/tickets/find.ts'
import type { MacroId, TicketId } from '#db/schema/columns.ts'
import { macroCallback, macroForm } from './macro-form.ts'
import { type Form, fieldIn, hearForm } from './modal.ts'
import { offering, option } from './options.ts'

export const macroMenu: Form = async (_, { id }) => macroForm(id)

/** Applies a macro to a ticket, once what it would do was shown. */
export function macros(bot: Bot): void {
  offering(bot, 'menu.macro', (db, typed, { ticket }) => macroOptions(db, typed, ticket))
  bot.bolt.action<BlockAction>('menu.macro', async ({ ack, body, payload, client, context }) => {
    await ack()
    const { view } = body
    const ticket = ticketIn(view?.private_metadata)
    const macro = macroIn(payload)
    const { agent } = await whoIs(bot, client, heardIn(context).workspaceId, body.user.id)
    if (!view || !ticket || !macro || !agent) return
    const shown = await read(bot.app, agent, async (db) => {
      await readTicket(db, ticket)
      return macroForm(ticket, await previewMacro(db, agent, ticket, macro))
    }).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      return noForm(error.message, 'No macro')
    })
    await client.views.update({ view_id: view.id, view: shown })
  })
  hearForm(bot, macroCallback, 'macro', async ({ ticket, view, once }) => {
    const macro =
      macroIn(fieldIn(view, 'macro')) ?? refuse('wrong-input', { why: 'Choose a macro first.' })
    const { UNDO_SECONDS: undoSeconds } = bot.app.env
    await once((work) => applyMacro(work, ticket, macro, { undoSeconds }))
    return undefined
  })
}

/** Those of the ticket's team, by what stands in their names. */
export async function macroOptions(db: Reader, typed: string, id: TicketId) {
  const { team } = await readTicket(db, id)
  const words = typed.toLowerCase()
  return (await findMacros(db, team.id))
    .filter(({ name }) => name.toLowerCase().includes(words))
    .map(({ id, name }) => option(id, name))
}

/** The macro that was chosen; undefined: none that there could be. */
export function macroIn(field: object | undefined): MacroId | undefined {
  const chosen = field && 'selected_option' in field ? field.selected_option : undefined
  const value = chosen && typeof chosen === 'object' && 'value' in chosen ? chosen.value : ''
  return /^\d{1,9}$/.test(String(value)) ? (Number(value) as MacroId) : undefined
}
