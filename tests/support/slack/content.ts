import { type Args, jsonOf, textOf } from './args.ts'
import { judgeBlocks } from './block-kit.ts'
import { invalid, SlackError } from './method.ts'
import { escaped } from './typed-text.ts'
import { isObject, type Json, type World } from './world.ts'

const textAtMost = 40_000 // Characters.
const updateAtMost = 4000 // Bytes, counted after escaping.

export interface Content {
  text: string
  blocks?: Json[]
  attachments?: Json[]
  metadata?: Json
}

/** What a message of ours says, judged as Slack judges it. Fields that were not given are not there. */
export function contentOf(world: World, args: Args): Content {
  const markdown = textOf(args, 'markdown_text')
  const blocks = blocksOf(world, jsonOf(args, 'blocks', 'invalid_blocks_format'))
  const attachments = attachmentsOf(world, jsonOf(args, 'attachments', 'invalid_attachments'))
  const metadata = metadataOf(jsonOf(args, 'metadata', 'invalid_metadata_format'))
  const text = textOf(args, 'text')
  if (markdown && (text || blocks)) throw new SlackError('markdown_text_conflict')
  if (text.length > textAtMost || markdown.length > 12_000) throw new SlackError('msg_too_long')
  if (!text && !markdown && !blocks?.length && !attachments?.length) throw new SlackError('no_text')
  return {
    text: text || markdown,
    ...(blocks && { blocks }),
    ...(markdown && { blocks: withIds(world, [{ type: 'markdown', text: markdown }]) }),
    ...(attachments && { attachments }),
    ...(metadata && { metadata }),
  }
}

/** chat.update takes less than chat.postMessage does. */
export function refuseLongUpdate(text: string): void {
  const bare = text.replace(
    /&(?:amp|lt|gt);|<(?:[@#!][^<>\s]+|https?:[^<>]+|mailto:[^<>]+)>/g,
    (entity) => 'x'.repeat(Buffer.byteLength(entity)),
  )
  if (Buffer.byteLength(escaped(bare)) > updateAtMost) throw new SlackError('msg_too_long')
}

function blocksOf(world: World, given: unknown): Json[] | undefined {
  if (given === undefined || given === null) return undefined
  if (!Array.isArray(given)) throw new SlackError('invalid_blocks_format')
  const wrong = judgeBlocks(given, 'message')
  if (wrong.length > 0) throw invalid('invalid_blocks', wrong)
  return withIds(world, given)
}

/** Slack names what came without a name, and sets what was left out. */
export function withIds(world: World, blocks: Json[]): Json[] {
  return blocks.map((block) => {
    const named = { block_id: world.next('b'), ...structuredClone(block) }
    return walk(named, (one) => {
      if (one.type === 'plain_text') one.emoji ??= true
      if (one.type === 'mrkdwn') one.verbatim ??= false
      if (typeof one.type === 'string' && takesAction.test(one.type))
        one.action_id ??= world.next('a')
    })
  })
}

const takesAction =
  /^(button|overflow|checkboxes|radio_buttons|(date|time|datetime)picker|feedback_buttons|icon_button)$|_(select|input)$/

function walk(value: Json, see: (one: Json) => void): Json {
  see(value)
  for (const inner of Object.values(value).flat()) if (isObject(inner)) walk(inner, see)
  return value
}

function attachmentsOf(world: World, given: unknown): Json[] | undefined {
  if (given === undefined || given === null) return undefined
  if (!Array.isArray(given) || !given.every(isObject)) throw new SlackError('invalid_attachments')
  if (given.length > 100) throw new SlackError('too_many_attachments')
  return given.map((one, index) => ({
    id: index + 1,
    ...one,
    ...(one.blocks !== undefined && { blocks: blocksOf(world, one.blocks) }),
  }))
}

/** `event_type` with a flat payload, or the entities of Work Objects. */
function metadataOf(given: unknown): Json | undefined {
  if (given === undefined || given === null || given === '') return undefined
  if (!isObject(given)) throw new SlackError('invalid_metadata_format')
  if (Array.isArray(given.entities)) return { entities: given.entities.map(entityOf) }
  if (typeof given.event_type !== 'string' || !isObject(given.event_payload))
    throw new SlackError('invalid_metadata_schema')
  if (JSON.stringify(given).length > 16_000) throw new SlackError('metadata_too_large')
  return given
}

const entityTypes = /^slack#\/entities\/(task|file|item|incident|content_item)$/

/** A Work Object (docs.slack.dev/messaging/work-objects): a known type, a title, and what it is outside Slack. */
export function entityOf(given: unknown): Json {
  const payload = isObject(given) ? given.entity_payload : undefined
  const attributes = isObject(payload) ? payload.attributes : undefined
  const title = isObject(attributes) ? attributes.title : undefined
  const whole =
    isObject(given) &&
    entityTypes.test(String(given.entity_type)) &&
    URL.canParse(String(given.url)) &&
    isObject(given.external_ref) &&
    typeof given.external_ref.id === 'string' &&
    isObject(title) &&
    typeof title.text === 'string'
  if (!whole) throw new SlackError('invalid_metadata_format')
  return given
}
