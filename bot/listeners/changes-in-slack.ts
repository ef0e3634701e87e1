import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { channelOf } from '#bot/channel.ts'
import { errorCode } from '#bot/outbox/outcome.ts'
import { profileOf } from '#bot/who.ts'
import { perform, read } from '#core/app.ts'
import { type ChannelPlace, closeChannel, keepChannel } from '#core/slack/channels.ts'
import { keepSlackPerson } from '#core/slack/people.ts'
import { knownChannel } from '#core/slack/requests-channels.ts'
import { disconnectWorkspace, workspaceById } from '#core/slack/workspaces.ts'
import { heardIn } from './act.ts'

const OfChannel = z.object({
  channel: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]),
  user: z.string().optional(),
})

/** Whether our token still holds, who people are, and where the bot may write. */
export function changesInSlack(bot: Bot): void {
  const gone = (problem: string) => async (workspaceId: string) =>
    perform(bot.app, null, (work) => disconnectWorkspace(work, workspaceId, problem))
  const uninstalled = gone('The app was taken out of this workspace. Install it again.')
  const revoked = gone('Slack has revoked the token. Install the app again.')

  bot.bolt.event('app_uninstalled', async ({ context }) =>
    uninstalled(heardIn(context).workspaceId),
  )
  bot.bolt.event('tokens_revoked', async ({ event, context }) => {
    const { workspaceId } = heardIn(context)
    const ours = await read(bot.app, null, (db) => workspaceById(db, workspaceId))
    if (ours && event.tokens.bot?.includes(ours.botUserId)) await revoked(workspaceId)
  })
  bot.bolt.event('user_change', async ({ event, context }) => {
    const profile = profileOf(heardIn(context).workspaceId, event.user)
    await perform(bot.app, null, (work) => keepSlackPerson(work, profile))
  })

  const channelEvents = [
    'channel_archive',
    'channel_deleted',
    'channel_left',
    'channel_rename',
    'channel_unarchive',
    'group_archive',
    'group_deleted',
    'group_left',
    'group_rename',
    'group_unarchive',
    'member_joined_channel',
  ]
  for (const name of channelEvents)
    bot.bolt.event(name, async ({ event, client, context }) => {
      const { workspaceId } = heardIn(context)
      const { channel, user } = OfChannel.parse(event)
      if (name === 'member_joined_channel' && user !== context.botUserId) return
      const place = { workspaceId, channelId: channel }
      const known = await read(bot.app, null, (db) => knownChannel(db, place))
      if (!known && name !== 'member_joined_channel') return
      const now = await channelNow(client, place) // Slack tells in any order: this is how it is.
      await perform(bot.app, null, async (work) => {
        if (now) await keepChannel(work, now)
        if (!now || (/left|deleted|unarchive/.test(name) && !now.isMember))
          await closeChannel(work, place, name.endsWith('deleted') ? 'deleted' : 'left')
      })
    })
}

/** Undefined: there is none that the bot can see. */
async function channelNow(client: WebClient, { workspaceId, channelId: channel }: ChannelPlace) {
  try {
    return channelOf(workspaceId, (await client.conversations.info({ channel })).channel)
  } catch (error) {
    if (errorCode(error) === 'channel_not_found') return undefined
    throw error
  }
}
