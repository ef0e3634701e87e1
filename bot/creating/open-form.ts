import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { errorCode } from '#bot/outbox/outcome.ts'
import { whoIs } from '#bot/who.ts'
import { read } from '#core/app.ts'
import { teamAsked } from '#core/slack/requests-channels.ts'
import { allTeams } from '#core/teams/teams.ts'
import { mayPoint } from './ask.ts'
import { noForm, requestForm } from './form.ts'
import { messageAt, subjectOf, wordsOf } from './message.ts'
import { signPoint } from './point.ts'

/** Opens the form that no message is behind. */
export async function openForm(
  bot: Bot,
  client: WebClient,
  asked: { workspaceId: string; user: string; trigger: string; subject?: string },
): Promise<void> {
  const { workspaceId, user, trigger, subject = '' } = asked
  const { agent } = await whoIs(bot, client, workspaceId, user)
  const view = requestForm({
    metadata: '',
    subject,
    quoted: null,
    teams: await read(bot.app, null, allTeams),
    team: agent?.teamIds[0],
    requester: agent ? user : null,
  })
  await client.views.open({ trigger_id: trigger, view })
}

export async function formFor(
  bot: Bot,
  client: WebClient,
  workspaceId: string,
  user: string,
  point: { channel: string; ts: string },
): Promise<ModalView> {
  const message = await reach(client, point)
  if (message === 'unreachable')
    return noForm('The bot is not in this channel. Type /invite @Deskwire here, then try again.')
  if (!message) return noForm('Only what a person wrote can become a ticket.')
  const seat = await whoIs(bot, client, workspaceId, user)
  const { agent } = seat
  if (user !== message.user && !mayPoint(seat))
    return noForm('Guests and people of other organisations can ask for themselves only.')
  const place = { workspaceId, channelId: point.channel }
  const facts = await read(bot.app, null, async (db) => ({
    teams: await allTeams(db),
    team: (await teamAsked(db, place)) ?? agent?.teamIds[0],
    quoted: (await wordsOf(db, workspaceId, message)).text,
  }))
  return requestForm({
    ...facts,
    metadata: signPoint(bot.app.keys, user, point),
    subject: subjectOf(facts.quoted),
    requester: agent ? message.user : null,
  })
}

/** Public channels are open to the bot; into a private one it must be invited. */
async function reach(client: WebClient, { channel, ts }: { channel: string; ts: string }) {
  try {
    return await messageAt(client, channel, ts)
  } catch (error) {
    if (!/^(not_in_channel|channel_not_found)$/.test(errorCode(error) ?? '')) throw error
    const joined = await client.conversations.join({ channel }).catch(() => undefined)
    return joined ? messageAt(client, channel, ts) : ('unreachable' as const)
  }
}
