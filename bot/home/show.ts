import type { HomeView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { mayPoint } from '#bot/creating/ask.ts'
import { connectButton } from '#bot/linking/why-not.ts'
import { errorCode } from '#bot/outbox/outcome.ts'
import { whoIs, whyNot } from '#bot/who.ts'
import type { Agent } from '#core/actor.ts'
import { perform, read } from '#core/app.ts'
import { homeOf, keepShown, type SlackUser } from '#core/slack/home.ts'
import { drawHome } from './draw.ts'
import { brokenHome, howToAsk, strangerHome } from './view.ts'

const tries = 3

/** Draws somebody's Home from what is true now. `notice`: what became of what they just did. */
export async function showHome(
  bot: Bot,
  client: WebClient,
  user: SlackUser,
  notice?: string,
): Promise<void> {
  const seat = await whoIs(bot, client, user.workspaceId, user.userId)
  if (!seat.agent) {
    const connect = seat.why === 'not-linked' ? [connectButton()] : []
    const ask = mayPoint(seat) ? [howToAsk] : []
    await publish(client, user, strangerHome(whyNot(seat.why), [...connect, ...ask]))
    return
  }
  for (let left = tries - 1; left >= 0; left -= 1)
    if (await showOnce(bot, client, { user, agent: seat.agent, notice, isLast: left === 0 })) return
}

/** The same for a job, which has nobody to answer. */
export async function refreshShown(bot: Bot, user: SlackUser): Promise<void> {
  const client = await bot.clientOf(user.workspaceId)
  if (client) await showHome(bot, client, user)
}

interface Showing {
  user: SlackUser
  agent: Agent
  notice: string | undefined
  isLast: boolean
}

/**
 * Says which version it replaces, so that of two at once the one that knows less cannot come last: it reads anew.
 * The last try replaces whatever there is, as our own memory of it may be what is wrong.
 */
async function showOnce(
  bot: Bot,
  client: WebClient,
  { user, agent, notice, isLast }: Showing,
): Promise<boolean> {
  const home = await read(bot.app, null, (db) => homeOf(db, user))
  if (!home) return true // They have never looked at it.
  const { view, shows } = await drawHome(bot, agent, home, notice).catch(async (error: unknown) => {
    const hash = await publish(client, user, brokenHome())
    await perform(bot.app, null, (work) => keepShown(work, user, { shows: [], hash }))
    throw error
  })
  try {
    const hash = await publish(client, user, view, isLast ? null : home.hash)
    await perform(bot.app, null, (work) => keepShown(work, user, { shows, hash }))
    return true
  } catch (error) {
    if (errorCode(error) === 'hash_conflict') return false
    throw error
  }
}

async function publish(
  client: WebClient,
  { userId }: SlackUser,
  view: HomeView,
  hash: string | null = null,
): Promise<string | null> {
  const shown = { user_id: userId, view, ...(hash && { hash }) }
  return (await client.views.publish(shown)).view?.hash ?? null
}
