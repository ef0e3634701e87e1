import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { perform, read } from '#core/app.ts'
import { channelNamed, type KnownChannel, keepChannel } from '#core/slack/channels.ts'
import { connectedWorkspaces } from '#core/slack/workspaces.ts'
import type { Bot } from './bot.ts'

const askAgainMs = 120_000 // Slack takes twenty such questions a minute.

const Channel = z.object({
  id: z.string(),
  name: z.string().default(''),
  is_private: z.boolean().default(false),
  is_archived: z.boolean().default(false),
  is_member: z.boolean().default(false),
})

/** A channel as Slack says it is. */
export function channelOf(workspaceId: string, said: unknown): KnownChannel {
  const channel = Channel.parse(said)
  return {
    workspaceId,
    id: channel.id,
    name: channel.name.toLowerCase(),
    isPrivate: channel.is_private,
    isArchived: channel.is_archived,
    isMember: channel.is_member,
  }
}

/** The channel that a team names, by id or name; Slack is asked when we do not know it. Undefined: nobody does. */
export async function findChannel(bot: Bot, named: string): Promise<KnownChannel | undefined> {
  const known = await read(bot.app, null, (db) => channelNamed(db, named))
  const now = bot.app.clock()
  if (known || (bot.missing.get(named) ?? now) > now) return known
  const workspaces = await read(bot.app, null, connectedWorkspaces)
  for (const { id } of workspaces) {
    const client = await bot.clientOf(id)
    const found = client && (await lookUp(client, id, named))
    if (!found) continue
    await perform(bot.app, null, (work) => keepChannel(work, found))
    return found
  }
  if (workspaces.length > 0) bot.missing.set(named, new Date(now.getTime() + askAgainMs))
  return undefined
}

async function lookUp(client: WebClient, workspaceId: string, named: string) {
  let cursor: string | undefined
  do {
    const page = await client.conversations.list({
      types: 'public_channel,private_channel',
      limit: 1000,
      ...(cursor && { cursor }),
    })
    const found = page.channels
      ?.map((one) => channelOf(workspaceId, one))
      .find(({ id, name }) => id === named || name === named.toLowerCase())
    if (found) return found
    cursor = page.response_metadata?.next_cursor
  } while (cursor)
  return undefined
}
