import type { ConversationsRepliesResponse, WebClient } from '@slack/web-api'
import type { ClaimedPost } from '#core/slack/claim-post.ts'

const clockSkewSeconds = 300
const maxPages = 10

/**
 * Looks for a post that may have been made though its answer got lost, by the mark in its metadata: in the channel
 * for a card, in the thread for all else. Undefined: it was not made.
 */
export async function findPosted(
  client: WebClient,
  claim: ClaimedPost,
): Promise<string | undefined> {
  return findWhere(client, claim, isMarked(claim.post.key))
}

type Seen = NonNullable<ConversationsRepliesResponse['messages']>[number]
export type IsIt = (message: Pick<Seen, 'metadata' | 'user' | 'files'>) => boolean

/** As above, for what cannot bear a mark. Slack is not asked while no attempt is uncertain. */
export async function findWhere(
  client: WebClient,
  { post, thread, uncertainSince: since }: ClaimedPost,
  isIt: IsIt,
): Promise<string | undefined> {
  if (!since) return undefined
  const ts = post.kind === 'card' ? null : thread.ts
  return search(client, { channel: thread.channelId, since, ...(ts && { ts }) }, isIt)
}

/** @param where the thread under `ts`, or, without it, the channel itself */
export async function search(
  client: WebClient,
  where: Where,
  isIt: IsIt,
): Promise<string | undefined> {
  return (await searchMessage(client, where, isIt))?.ts
}

interface Where {
  channel: string
  ts?: string
  since: Date
}

/** As above, with what it says. */
export async function searchMessage(
  client: WebClient,
  where: Where,
  isIt: IsIt,
): Promise<Seen | undefined> {
  const { channel, ts, since } = where
  const seconds = Math.floor(since.getTime() / 1000) - clockSkewSeconds
  const range = { channel, oldest: `${seconds}.000000`, include_all_metadata: true, limit: 200 }
  let cursor: string | undefined
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = { ...range, ...(cursor && { cursor }) }
    const { messages = [], response_metadata: more } = ts
      ? await client.conversations.replies({ ...page, ts })
      : await client.conversations.history(page)
    const found = messages.find(isIt)
    if (found) return found
    cursor = more?.next_cursor
    if (!cursor) return undefined
  }
  return undefined
}

/** Whether a message bears the mark of a post. */
export function isMarked(key: string): IsIt {
  return ({ metadata }) => {
    const payload = (metadata as { event_payload?: unknown } | undefined)?.event_payload
    return (payload as { post?: unknown } | undefined)?.post === key
  }
}
