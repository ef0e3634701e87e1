import type { Answer } from '#tests/support/slack/deliver.ts'
import { tell } from '#tests/support/slack/events.ts'
import { linksOf, shown } from '#tests/support/slack/messages.ts'
import { makeResponseUrl, respond } from '#tests/support/slack/response-urls.ts'
import { makeTrigger, viewObject } from '#tests/support/slack/views.ts'
import {
  channelNamed,
  dmWith,
  isObject,
  type Json,
  type Person,
  type World,
} from '#tests/support/slack/world.ts'
import { channelPayload, commonPayload } from './payloads.ts'
import { found, type MessageRef } from './writing.ts'

/** How somebody calls the app: by a command, a shortcut, its home, or something of its that is shown. */
export function calling(world: World, person: Person, settled: () => Promise<void>) {
  const here = { by: person.id }

  return {
    /** As in `/ticket`. Slack knows no slash commands in threads. */
    command: async (
      command: string,
      text = '',
      { channel }: { channel?: string } = {},
    ): Promise<Answer> => {
      if (!world.app.commands.includes(command))
        throw new Error(`The app has no command ${command}.`)
      const where = channel ? channelNamed(world, channel) : dmWith(world, person.id)
      const answer = await world.post.ask('command', {
        token: world.app.verificationToken,
        team_id: world.team.id,
        team_domain: world.team.domain,
        channel_id: where.id,
        channel_name: channelPayload(where).name,
        user_id: person.id,
        user_name: person.handle,
        command,
        text,
        api_app_id: world.app.id,
        is_enterprise_install: 'false',
        response_url: makeResponseUrl(world, { ...here, channel: where.id }),
        trigger_id: makeTrigger(world, person.id),
      })
      if (!answer.failure && answer.body)
        respond(world, { ...here, channel: where.id }, spoken(answer.body))
      await settled()
      return answer
    },
    /** From the menu of a message. */
    messageShortcut: async (ref: MessageRef, callbackId: string): Promise<Answer> => {
      const { channel, message } = found(world, ref)
      mustHave(world, callbackId)
      const answer = await world.post.ask('interactive', {
        type: 'message_action',
        ...commonPayload(world, person),
        action_ts: world.ts(),
        callback_id: callbackId,
        trigger_id: makeTrigger(world, person.id),
        response_url: makeResponseUrl(world, {
          ...here,
          channel: channel.id,
          source: { ts: message.ts, ephemeral: false },
        }),
        channel: channelPayload(channel),
        message_ts: message.ts,
        message: shown(channel, message),
      })
      await settled()
      return answer
    },
    /** From the composer or the search. */
    shortcut: async (callbackId: string): Promise<Answer> => {
      mustHave(world, callbackId)
      const answer = await world.post.ask('interactive', {
        type: 'shortcut',
        ...commonPayload(world, person),
        action_ts: world.ts(),
        callback_id: callbackId,
        trigger_id: makeTrigger(world, person.id),
      })
      await settled()
      return answer
    },
    openHome: async (tab: 'home' | 'messages' = 'home') => {
      const home = world.views.get(world.homes.get(person.id) ?? '')
      const where = dmWith(world, person.id)
      const view = tab === 'home' && home && { view: viewObject(world, home) }
      tell(
        world,
        {
          type: 'app_home_opened',
          user: person.id,
          channel: where.id,
          tab,
          ...view,
          event_ts: world.ts(),
        },
        where,
        person,
      )
      await settled()
    },
    /** Opens what a link of the app's unfurled to; the app is asked for the details. */
    openUnfurl: async (ref: MessageRef, url: string) => {
      const { channel, message } = found(world, ref)
      const link = linksOf(world, message).find((one) => one.url === url)
      const unfurl = message.attachments?.find(({ from_url }) => from_url === url)
      if (!link || !isObject(unfurl?.entity))
        throw new Error(`${url} has not unfurled to anything to open.`)
      const entity = { url: String(unfurl.entity.url), channel: channel.id, ts: message.ts }
      tell(
        world,
        {
          type: 'entity_details_requested',
          user: person.id,
          external_ref: unfurl.entity.external_ref,
          entity_url: entity.url,
          app_unfurl_url: url,
          link,
          trigger_id: makeTrigger(world, person.id, { entity }),
          user_locale: person.locale,
          channel: channel.id,
          message_ts: message.ts,
          ...(message.thread_ts && { thread_ts: message.thread_ts }),
          event_ts: world.ts(),
        },
        channel,
        person,
      )
      await settled()
    },
  }
}

function mustHave({ app }: World, callbackId: string): void {
  if (!app.shortcuts.includes(callbackId)) throw new Error(`The app has no shortcut ${callbackId}.`)
}

/** A command may be answered in plain words. */
function spoken(body: string): Json {
  try {
    const given: unknown = JSON.parse(body)
    return isObject(given) ? given : { text: body }
  } catch {
    return { text: body }
  }
}
