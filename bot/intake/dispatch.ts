import type { Bot } from '#bot/bot.ts'
import { perform, read } from '#core/app.ts'
import { beginEvent, concludeEvent, failEvent, type Told } from '#core/slack/inbox.ts'
import { workspaceById } from '#core/slack/workspaces.ts'
import type { SlackEventId } from '#db/schema/columns.ts'
import type { Ack } from './take-in.ts'

type Json = Record<string, unknown>

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
    const ignored = await dispatch(bot, event, ack)
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
export async function dispatch(bot: Bot, told: Told, ack: Ack): Promise<string | undefined> {
  const { payload } = told
  const { id: workspaceId, appId } = await workspaceOf(bot, payload)
  if (!workspaceId) return 'It is from a workspace that is not connected.'
  if (appId && payload.api_app_id && payload.api_app_id !== appId) return 'It is for another app.'
  const heard: Heard = { workspaceId, toldKey: told.key }
  await bot.bolt.processEvent({
    body: { ...payload, deskWorkspace: workspaceId },
    ack,
    customProperties: { ...heard },
  })
  return undefined
}

/** By whom it was installed, not where its author belongs: in shared channels these differ. */
async function workspaceOf(bot: Bot, body: Json): Promise<{ id?: string; appId?: string | null }> {
  const authorized = [body.authorizations].flat().map((one) => (one as Json | undefined)?.team_id)
  const named = [...authorized, body.context_team_id, idOf(body.team), body.team_id]
  for (const id of new Set(named)) {
    if (typeof id !== 'string') continue
    const known = await read(bot.app, null, (db) => workspaceById(db, id))
    if (known && !known.disconnectedAt) return known
  }
  return {}
}

function idOf(team: unknown): unknown {
  return (team as Json | null | undefined)?.id
}
