import type { BlockAction } from '@slack/bolt'
import type { Bot } from '#bot/bot.ts'
import { noForm } from '#bot/creating/form.ts'
import { heardIn, ticketIn } from '#bot/listeners/act.ts'
import { earIn } from '#bot/reply/keep-for-later.ts'
import { whoIs } from '#bot/who.ts'
import { offerUndo } from '#bot/writing/undo.ts'
import { type Reader, read } from '#core/app.ts'
import { applyMacro } from '#core/macros/apply.ts'
import { findMacros } from '#core/macros/find.ts'
import { previewMacro } from '#core/macros/preview.ts'
import { Refusal, refuse } from '#core/refusal.ts'
import { readTicket } from '#core/tickets/find.ts'
import type { MacroId, MessageId, TicketId } from '#db/schema/columns.ts'
import { macroCallback, macroForm } from './macro-form.ts'
import { type Form, fieldIn, hearForm, type Submitted } from './modal.ts'
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
  hearForm(bot, macroCallback, 'macro', async ({ ticket, view, once, ...sent }) => {
    const macro =
      macroIn(fieldIn(view, 'macro')) ?? refuse('wrong-input', { why: 'Choose a macro first.' })
    const { UNDO_SECONDS: undoSeconds } = bot.app.env
    const [, confirmed] = view.private_metadata.split(':')
    const confirm = confirmed === String(macro)
    try {
      const answer = await once((work) => applyMacro(work, ticket, macro, { undoSeconds, confirm }))
      if (answer) sent.afterwards(() => tellOfAnswer(bot, sent, ticket, answer))
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'macro-just-done')) throw error
      return read(bot.app, sent.agent, async (db) =>
        macroForm(ticket, await previewMacro(db, sent.agent, ticket, macro), error.message),
      )
    }
    return undefined
  })
}

/** It can be taken back as any answer, by a button in the ticket's thread. */
async function tellOfAnswer(
  bot: Bot,
  { client, user }: Pick<Submitted, 'client' | 'user'>,
  ticket: TicketId,
  answer: MessageId,
): Promise<void> {
  const ear = await earIn(bot, ticket, user)
  if (ear) await offerUndo(bot, client, ear, ticket, answer)
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
