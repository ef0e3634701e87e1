import { type Args, jsonOf, textOf } from '#tests/support/slack/args.ts'
import { judgeBlocks } from '#tests/support/slack/block-kit.ts'
import { entityOf, withIds } from '#tests/support/slack/content.ts'
import { changeMessage, linksOf } from '#tests/support/slack/messages.ts'
import { type Asked, invalid, type Method, SlackError } from '#tests/support/slack/method.ts'
import { visibleChannel } from '#tests/support/slack/reach.ts'
import { isObject, type Json, messageAt, type World } from '#tests/support/slack/world.ts'

export const unfurlMethods = {
  'chat.unfurl': {
    do: (asked) => {
      const { world, args } = asked
      const { channel, message } = sharedIn(asked)
      const links = linksOf(world, message).map(({ url }) => url)
      const attachments = [...plainUnfurls(world, args), ...entityUnfurls(world, args)]
      if (attachments.length === 0) throw new SlackError('missing_unfurls')
      const foreign = attachments.find(({ from_url }) => !links.includes(String(from_url)))
      if (foreign) throw new SlackError('cannot_unfurl_url')
      const before = message.attachments ?? []
      changeMessage(
        world,
        channel,
        message,
        { attachments: [...before, ...attachments] },
        world.app.bot,
        {
          quietly: true,
        },
      )
      return {}
    },
  },
  'entity.presentDetails': {
    do: ({ world, args }) => {
      const id = textOf(args, 'trigger_id')
      const trigger = world.triggers.get(id)
      if (!trigger?.entity || trigger.used) throw new SlackError('invalid_trigger_id')
      const metadata = jsonOf(args, 'metadata', 'invalid_metadata')
      const error = jsonOf(args, 'error', 'invalid_arguments')
      if (metadata === undefined && error === undefined) throw new SlackError('invalid_metadata')
      if (metadata !== undefined && String(entityOf(metadata).url) !== trigger.entity.url)
        throw new SlackError('entity_metadata_does_not_match_trigger')
      trigger.used = true
      world.details.set(trigger.by, isObject(metadata) ? metadata : { error })
      return {}
    },
  },
} satisfies Record<string, Method>

/** By channel and ts, or by what the event called it. */
function sharedIn({ world, args }: Asked) {
  const [channelId = '', ts = ''] = args.unfurl_id
    ? textOf(args, 'unfurl_id').split('-')
    : [textOf(args, 'channel'), textOf(args, 'ts')]
  if (args.unfurl_id && !args.source) throw new SlackError('missing_source')
  if (!channelId) throw new SlackError('missing_channel')
  if (!ts) throw new SlackError('missing_ts')
  if (!world.channels.has(channelId)) throw new SlackError('cannot_find_channel')
  const channel = visibleChannel(world, channelId)
  const message = messageAt(channel, ts)
  if (!message) throw new SlackError('cannot_find_message')
  return { channel, message }
}

function plainUnfurls(world: World, args: Args): Json[] {
  const unfurls = jsonOf(args, 'unfurls', 'invalid_unfurls_format')
  if (unfurls === undefined) return []
  if (!isObject(unfurls)) throw new SlackError('invalid_unfurls_format')
  return Object.entries(unfurls).map(([url, unfurl]) => {
    if (!isObject(unfurl)) throw new SlackError('cannot_parse_attachment')
    const wrong = unfurl.blocks === undefined ? [] : judgeBlocks(unfurl.blocks, 'message')
    if (wrong.length > 0) throw invalid('invalid_blocks', wrong)
    const blocks = Array.isArray(unfurl.blocks) && { blocks: withIds(world, unfurl.blocks) }
    return mark(world, url, { ...unfurl, ...blocks })
  })
}

function entityUnfurls(world: World, args: Args): Json[] {
  const metadata = jsonOf(args, 'metadata', 'invalid_metadata_format')
  if (metadata === undefined) return []
  if (!isObject(metadata) || !Array.isArray(metadata.entities))
    throw new SlackError('invalid_metadata_format')
  return metadata.entities
    .map(entityOf)
    .map((entity) => mark(world, String(entity.app_unfurl_url ?? entity.url), { entity }))
}

function mark({ app }: World, url: string, unfurl: Json): Json {
  return {
    ...unfurl,
    from_url: url,
    app_unfurl_url: url,
    is_app_unfurl: true,
    app_id: app.id,
    bot_id: app.bot.botId,
  }
}
