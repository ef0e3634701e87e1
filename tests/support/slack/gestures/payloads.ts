import { shown } from '#tests/support/slack/messages.ts'
import { viewObject } from '#tests/support/slack/views.ts'
import type {
  Channel,
  Ephemeral,
  Json,
  Message,
  Person,
  View,
  World,
} from '#tests/support/slack/world.ts'

/** Somewhere a person can press things. */
export type Surface =
  | { kind: 'message'; channel: Channel; message: Message | Ephemeral }
  | { kind: 'view'; view: View }

/** What every interaction says of who, where and for which app (docs.slack.dev/reference/interaction-payloads). */
export function commonPayload({ app, team }: World, person: Person): Json {
  return {
    user: { id: person.id, username: person.handle, name: person.handle, team_id: person.teamId },
    api_app_id: app.id,
    token: app.verificationToken,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  }
}

/** Names of channels that not everybody may know are not told. */
export function channelPayload({ id, name, kind }: Channel): Json {
  const hidden = { private: 'privategroup', im: 'directmessage' }
  return { id, name: kind === 'public' ? name : hidden[kind] }
}

/** An ephemeral message is named, but not shown. */
export function surfacePayload(world: World, surface: Surface): Json {
  if (surface.kind === 'view') {
    const { view } = surface
    return { container: { type: 'view', view_id: view.id }, view: viewObject(world, view) }
  }
  const { channel, message } = surface
  const ephemeral = 'to' in message
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.thread_ts && { thread_ts: message.thread_ts }),
    },
    channel: channelPayload(channel),
    ...(!ephemeral && { message: shown(channel, message) }),
    state: { values: {} },
  }
}

export function blocksOf(surface: Surface): Json[] {
  if (surface.kind === 'view') return surface.view.payload.blocks
  const { blocks = [], attachments = [] } = surface.message
  return [...blocks, ...attachments.flatMap((one) => (Array.isArray(one.blocks) ? one.blocks : []))]
}
