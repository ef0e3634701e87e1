import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt'
import type { Bot } from '#bot/bot.ts'
import type { Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { actFor, heardIn } from './act.ts'

export type Pressed = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction>

/** Does what a button asks for, once, as the agent who pressed it; they alone are told why not, beside the button. */
export function actOnPress<T>(
  bot: Bot,
  { body, client, context }: Pick<Pressed, 'body' | 'client' | 'context'>,
  ticket: TicketId,
  todo: (work: Work) => Promise<T>,
): Promise<T | undefined> {
  const heard = heardIn(context)
  const deed = { user: body.user.id, ticket, key: heard.toldKey, ear: earOf(body) }
  return actFor(bot, client, heard, deed, todo)
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
