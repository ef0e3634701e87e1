import type { ViewOutput, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { noForm } from '#bot/creating/form.ts'
import { whisperWhyNot } from '#bot/linking/why-not.ts'
import { heardIn, orWhisper, ticketIn } from '#bot/listeners/act.ts'
import { earOf, type Pressed } from '#bot/listeners/press.ts'
import { oneLine } from '#bot/text/plain.ts'
import { whoIs, whyNot } from '#bot/who.ts'
import type { Agent } from '#core/actor.ts'
import { perform, type Reader, read, type Work } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { Refusal } from '#core/refusal.ts'
import { readTicket, type TicketRow } from '#core/tickets/find.ts'
import type { TicketId } from '#db/schema/columns.ts'

export type Form = (db: Reader, ticket: TicketRow, agent: Agent) => Promise<ModalView>

/** Opens a form about a ticket for an agent who may see it; whoever may not is told why. */
export async function openForm(
  bot: Bot,
  { body, client, context }: Pick<Pressed, 'body' | 'client' | 'context'>,
  ticket: TicketId,
  form: Form,
): Promise<void> {
  const ear = earOf(body)
  const seat = await whoIs(bot, client, heardIn(context).workspaceId, body.user.id)
  if (!seat.agent) return whisperWhyNot(bot, client, ear, seat.why)
  const { agent } = seat
  await orWhisper(bot, client, ear, { agent, ticket }, async () => {
    const view = await read(bot.app, agent, async (db) =>
      form(db, await readTicket(db, ticket), agent),
    )
    await client.views.open({ trigger_id: body.trigger_id, view })
  })
}

/** A form that came back. All that it says came from a client. */
export interface Submitted {
  agent: Agent
  user: string // Slack's id of whoever sends it.
  client: WebClient
  ticket: TicketId
  view: ViewOutput
  /** Does it as that agent, once however often the form comes back. */
  once<T>(todo: (work: Work) => Promise<T>): Promise<T | undefined>
  /** Does it once Slack has its answer, for which it waits three seconds. */
  afterwards(todo: () => Promise<void>): void
}

/**
 * Hears a form whose metadata begin with the number of its ticket. What is refused is said under a field, where all
 * that was typed stays; a form without fields says it instead of itself.
 * @param submitted returns what is asked next, if anything
 */
export function hearForm(
  bot: Bot,
  callback: string,
  field: string | null,
  submitted: (form: Submitted) => Promise<ModalView | undefined>,
): void {
  bot.bolt.view<ViewSubmitAction>(callback, async ({ ack, body, view, client, context }) => {
    const explain = (why: string) =>
      field
        ? ack({ response_action: 'errors', errors: { [field]: oneLine(why, 1900) } })
        : ack({ response_action: 'update', view: noForm(why, 'Not done') })
    const ticket = ticketIn(view.private_metadata)
    if (!ticket) return explain('This form is broken. Close it, and open it again.')
    const seat = await whoIs(bot, client, heardIn(context).workspaceId, body.user.id)
    if (!seat.agent) return explain(whyNot(seat.why))
    const { agent } = seat
    const once: Submitted['once'] = (todo) =>
      perform(bot.app, agent, async (work) =>
        (await firstTime(work, `slack:form:${view.id}`)) ? todo(work) : undefined,
      )
    const later: (() => Promise<void>)[] = []
    const afterwards = (todo: () => Promise<void>) => void later.push(todo)
    try {
      const { user } = body
      const form = { agent, user: user.id, client, ticket, view, once, afterwards }
      const next = await submitted(form)
      await (next ? ack({ response_action: 'update', view: next }) : ack())
      for (const todo of later) await todo()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await explain(error.message)
    }
  })
}

/** What stands in the field of a block. */
export function fieldIn({ state }: ViewOutput, block: string) {
  return Object.values(state.values[block] ?? {})[0]
}
