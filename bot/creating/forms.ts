import type { GlobalShortcut, MessageShortcut, ViewOutput, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { heardIn } from '#bot/listeners/act.ts'
import { errorCode } from '#bot/outbox/outcome.ts'
import { oneLine } from '#bot/text/plain.ts'
import { whoIs } from '#bot/who.ts'
import type { Agent } from '#core/actor.ts'
import { perform, read } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { askIn } from '#core/slack/requests.ts'
import { teamAsked } from '#core/slack/requests-channels.ts'
import { allTeams } from '#core/teams/teams.ts'
import { usualTeam } from '#core/tickets/open-for.ts'
import { ticketPriority } from '#db/schema/enums.ts'
import { ask, askerOf, ensureChannel, mayOpenFor, mayPoint } from './ask.ts'
import { formCallback, noForm, requestForm } from './form.ts'
import { messageAt, subjectOf, wordsOf } from './message.ts'
import { signPoint, verifyPoint } from './point.ts'

/** Forms to ask with: from a message, which becomes the ticket, and from anywhere. */
export function forms(bot: Bot): void {
  bot.bolt.shortcut<GlobalShortcut>(
    { callback_id: 'request.new', type: 'shortcut' },
    async ({ ack, body, client, context }) => {
      await ack()
      const { workspaceId } = heardIn(context)
      await openForm(bot, client, { workspaceId, user: body.user.id, trigger: body.trigger_id })
    },
  )
  bot.bolt.shortcut<MessageShortcut>(
    { callback_id: 'request.message', type: 'message_action' },
    async ({ ack, body, client, context }) => {
      await ack()
      const { workspaceId } = heardIn(context)
      const view = await formFor(bot, client, workspaceId, body.user.id, {
        channel: body.channel.id,
        ts: body.message_ts,
      })
      await client.views.open({ trigger_id: body.trigger_id, view })
    },
  )
  bot.bolt.view<ViewSubmitAction>(formCallback, async ({ ack, body, view, client, context }) => {
    const explain = (block: string, words: string) =>
      ack({ response_action: 'errors', errors: { [block]: oneLine(words, 1900) } })
    const { workspaceId } = heardIn(context)
    const filled = Filled.parse(filledIn(view))
    const user = body.user.id
    const { agent } = await whoIs(bot, client, workspaceId, user)
    const about = await aboutIn(bot, filled, agent)
    const chosen = agent && filled.requester ? filled.requester : undefined
    if (!view.private_metadata) {
      const to = await openDirect(client, chosen ?? user)
      if (!to) return explain('subject', 'The requester cannot be written to. Choose a person.')
      await ack()
      const requester = await askerOf(bot, client, workspaceId, chosen ?? user)
      const place = { workspaceId, channelId: to }
      await ensureChannel(bot, client, place)
      const actor = mayOpenFor(agent, about.teamId) ? (agent ?? null) : null
      await perform(bot.app, actor, async (work) => {
        if (!(await firstTime(work, `slack:form:${view.id}`))) return
        const teamId = about.teamId ?? (await usualTeam(work))
        const said = { text: filled.words ?? '' }
        await askIn(work, place, { ...about, teamId, requester, said })
      })
      return
    }
    const point = verifyPoint(bot.app.keys, user, view.private_metadata)
    const message = point && (await messageAt(client, point.channel, point.ts))
    if (!message) return explain('subject', 'The message is not there any more. Close this form.')
    await ack()
    await ask(bot, client, {
      place: { workspaceId, channelId: point.channel },
      message,
      agent,
      about,
      ...(chosen && { requester: await askerOf(bot, client, workspaceId, chosen) }),
    })
  })
}

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

async function formFor(
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

/** The conversation with somebody; undefined: there can be none. */
async function openDirect(client: WebClient, user: string): Promise<string | undefined> {
  try {
    return (await client.conversations.open({ users: user })).channel?.id
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    return undefined
  }
}

const Filled = z.object({
  subject: z.string().max(150),
  words: z.string().max(3000).optional(),
  team: z.coerce.number().int().optional(),
  priority: z.enum(ticketPriority.enumValues).optional(),
  requester: z.string().optional(),
})

function filledIn(view: ViewOutput): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(view.state.values).map(([block, fields]) => {
      const field = fields[block]
      const value = field?.value ?? field?.selected_option?.value ?? field?.selected_user
      return [block, value ?? undefined]
    }),
  )
}

/** A team that there is not is none that was chosen; only agents say how urgent something is. */
async function aboutIn(bot: Bot, filled: z.output<typeof Filled>, agent: Agent | undefined) {
  const teams = await read(bot.app, null, allTeams)
  const teamId = teams.find(({ id }) => id === filled.team)?.id ?? agent?.teamIds[0]
  return {
    subject: filled.subject,
    ...(teamId && { teamId }),
    ...(agent && filled.priority && { priority: filled.priority }),
  }
}
