import { type Content, contentOf } from './content.ts'
import { addMessage, changeMessage, removeMessage } from './messages.ts'
import { SlackError } from './method.ts'
import { ours } from './methods/chat.ts'
import { type Channel, type Json, messageAt, type ResponseUrl, type World } from './world.ts'

const usesAtMost = 5
const livesMillis = 30 * 60_000

/** An address that lets an app answer a person who did something, for a while, where they did it. */
export function makeResponseUrl(world: World, made: Omit<ResponseUrl, 'at' | 'uses'>): string {
  const id = world.next('respond')
  world.responseUrls.set(id, { ...made, at: world.clock.now(), uses: 0 })
  return `${world.url}/actions/${world.team.id}/${id}`
}

/** Answers a post to such an address. */
export async function answerResponseUrl(
  world: World,
  id: string,
  request: Request,
): Promise<Response> {
  const address = world.responseUrls.get(id)
  const no = (error: string, status: number) => Response.json({ ok: false, error }, { status })
  if (!address || world.clock.now() - address.at > livesMillis) return no('expired_url', 404)
  if (address.uses >= usesAtMost) return no('used_url', 404)
  const payload = (await request.json().catch(() => undefined)) as Json | undefined
  if (!payload) return no('invalid_payload', 400)
  try {
    respond(world, address, payload)
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    return Response.json({ ok: false, error: error.message, ...error.more }, { status: 500 })
  }
  address.uses += 1
  return new Response('ok')
}

/** What an answer does, whether it comes by its address or in the answer to a slash command. */
export function respond(
  world: World,
  { channel: id, by, source }: Omit<ResponseUrl, 'at' | 'uses'>,
  payload: Json,
): void {
  const channel = world.channels.get(id)
  if (!channel) return
  if (payload.delete_original === true) {
    remove(world, channel, source)
    return
  }
  const content = contentOf(world, payload)
  if (payload.replace_original === true && source) {
    replace(world, channel, source, content)
    return
  }
  const message = {
    ...ours(world),
    ...content,
    ...(payload.thread_ts ? { thread_ts: String(payload.thread_ts) } : {}),
  }
  if (payload.response_type === 'in_channel') addMessage(world, channel, message, world.app.bot)
  else channel.ephemerals.push({ ...message, to: by })
}

function replace(
  world: World,
  channel: Channel,
  source: NonNullable<ResponseUrl['source']>,
  content: Content,
) {
  const ephemeral = channel.ephemerals.find(({ ts }) => ts === source.ts)
  const message = messageAt(channel, source.ts)
  if (source.ephemeral && ephemeral) Object.assign(ephemeral, content)
  else if (message) changeMessage(world, channel, message, content, world.app.bot)
}

function remove(world: World, channel: Channel, source: ResponseUrl['source']) {
  const message = source && messageAt(channel, source.ts)
  if (source?.ephemeral)
    channel.ephemerals = channel.ephemerals.filter(({ ts }) => ts !== source.ts)
  else if (message) removeMessage(world, channel, message, world.app.bot)
}
