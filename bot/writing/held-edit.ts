import type { Bot } from '#bot/bot.ts'
import { dispatch } from '#bot/intake/dispatch.ts'
import { read } from '#core/app.ts'
import { heldEdit } from '#core/slack/link-of.ts'
import type { MessagePlace } from '#core/slack/threads.ts'

/** Slack tells in any order: an edit that came before its message is heard again once the message was. */
export async function hearHeldEdit(bot: Bot, place: MessagePlace): Promise<void> {
  const told = await read(bot.app, null, (db) => heldEdit(db, place))
  if (told) await dispatch(bot, told, async () => {})
}
