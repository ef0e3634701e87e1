import type { GlobalShortcut, MessageShortcut, ViewSubmitAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { heardIn } from '#bot/listeners/act.ts'
import { errorCode } from '#bot/outbox/outcome.ts'
import { oneLine } from '#bot/text/plain.ts'
import { whoIs } from '#bot/who.ts'
import { perform } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { askIn } from '#core/slack/requests-open.ts'
import { usualTeam } from '#core/tickets/open-for.ts'
import { ask, askerOf, ensureChannel, mayOpenFor } from './ask.ts'
import { aboutIn, Filled, filledIn } from './filled.ts'
import { formCallback } from './form.ts'
import { messageAt } from './message.ts'
import { formFor, openForm } from './open-form.ts'
import { verifyPoint } from './point.ts'

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

/** The conversation with somebody; undefined: there can be none. */
async function openDirect(client: WebClient, user: string): Promise<string | undefined> {
  try {
    return (await client.conversations.open({ users: user })).channel?.id
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    return undefined
  }
}
