import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { whoIs } from '#bot/who.ts'
import { type Reader, read } from '#core/app.ts'
import { namesInSlack } from '#core/slack/names.ts'
import { fromSlack, type Written } from './from-slack.ts'

const mostMet = 20 // One message does not make the desk ask about a whole company.

/** What somebody wrote, with the names of those whom it names; undefined: it has no blocks to read that from. */
export async function readable(
  db: Reader,
  workspaceId: string,
  blocks: unknown,
): Promise<Written | undefined> {
  const { users, channels } = namedIn(blocks)
  const names = await namesInSlack(db, workspaceId, [...users, ...channels])
  return fromSlack(blocks, {
    user: (id) => names.get(id) ?? 'somebody',
    channel: (id) => names.get(id) ?? 'a channel',
  })
}

/**
 * Asks Slack about those whom a message names and whom the desk has not met: an agent who has done nothing in Slack
 * yet is told that they were named all the same.
 */
export async function meetNamed(
  bot: Bot,
  client: WebClient,
  workspaceId: string,
  blocks: unknown,
): Promise<void> {
  const users = [...namedIn(blocks).users]
  const met = await read(bot.app, null, (db) => namesInSlack(db, workspaceId, users))
  for (const id of users.filter((user) => !met.has(user)).slice(0, mostMet))
    await whoIs(bot, client, workspaceId, id)
}

function namedIn(blocks: unknown) {
  const users = new Set<string>()
  const channels = new Set<string>()
  const keep = (set: Set<string>) => (id: string) => {
    set.add(id)
    return id
  }
  fromSlack(blocks, { user: keep(users), channel: keep(channels) })
  return { users, channels }
}
