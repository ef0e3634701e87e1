import type { Bot } from '#bot/bot.ts'
import { read } from '#core/app.ts'
import { workspaceById } from '#core/slack/workspaces.ts'

type Json = Record<string, unknown>

/** A workspace that is connected, and the app there; without an id: none is. */
export type Installed = { id?: string; appId?: string | null }

/** By whom it was installed, not where its author belongs: in shared channels these differ. */
export async function workspaceOf(bot: Bot, body: Json): Promise<Installed> {
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
