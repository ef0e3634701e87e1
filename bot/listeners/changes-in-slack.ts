import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { channelOf } from '#bot/channel.ts'
import { profileOf } from '#bot/who.ts'
import { perform, read } from '#core/app.ts'
import { channelNamed, keepChannel } from '#core/slack/channels.ts'
import { keepSlackPerson } from '#core/slack/people.ts'
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
    'channel_unarchive',
    'channel_rename',
    'group_archive',
    'group_unarchive',
    'group_rename',
    'member_joined_channel',
  ]
  for (const name of channelEvents)
    bot.bolt.event(name, async ({ event, client, context }) => {
      const { workspaceId } = heardIn(context)
      const { channel, user } = OfChannel.parse(event)
      if (name === 'member_joined_channel' && user !== context.botUserId) return
      const known = await read(bot.app, null, (db) => channelNamed(db, channel))
      if (!known && name !== 'member_joined_channel') return
      const said = await client.conversations.info({ channel })
      const now = channelOf(workspaceId, said.channel)
      await perform(bot.app, null, (work) => keepChannel(work, now))
    })
}
