import type { Bot } from '#bot/bot.ts'
import { perform } from '#core/app.ts'
import { beginEvent, concludeEvent, failEvent, type Told } from '#core/slack/inbox.ts'
import type { SlackEventId } from '#db/schema/columns.ts'
import type { Ack } from './take-in.ts'
import { isTooEarly } from './too-early.ts'
import { type Installed, workspaceOf } from './workspace-of.ts'

/** What every listener finds in Bolt's `context`. */
export interface Heard {
  workspaceId: string
  toldKey: string // Its effect is had once for this key.
}

/** Works one kept event to its end. What throws is tried again, five times; then it is kept as failed. */
export async function workEvent(
  bot: Bot,
  id: SlackEventId,
  ack: Ack = async () => {},
): Promise<void> {
  const event = await perform(bot.app, null, (work) => beginEvent(work, id))
  if (!event) return
  try {
    const installed = await workspaceOf(bot, event.payload)
    if (await isTooEarly(bot, event, installed)) return
    const ignored = await dispatch(bot, event, ack, installed)
    await perform(bot.app, null, (work) =>
      concludeEvent(work, id, ignored ? 'ignored' : 'done', ignored ?? null),
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const gaveUp = await perform(bot.app, null, (work) =>
      failEvent(work, id, reason.slice(0, 1000)),
    )
    if (!gaveUp) throw error
    bot.app.log.error({ err: error, event: id }, 'a Slack event failed for good')
  }
}

/** Hands it to Bolt's listeners. Returns why it is none of our business, if so. */
export async function dispatch(
  bot: Bot,
  { key, payload }: Told,
  ack: Ack,
  installed?: Installed,
): Promise<string | undefined> {
  const { id: workspaceId, appId } = installed ?? (await workspaceOf(bot, payload))
  if (!workspaceId) return 'It is from a workspace that is not connected.'
  if (appId && payload.api_app_id && payload.api_app_id !== appId) return 'It is for another app.'
  const heard: Heard = { workspaceId, toldKey: key }
  await bot.bolt.processEvent({
    body: { ...payload, deskWorkspace: workspaceId },
    ack,
    customProperties: { ...heard },
  })
  return undefined
}
