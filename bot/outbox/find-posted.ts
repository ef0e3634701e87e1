import type { WebClient } from '@slack/web-api'
import type { ClaimedPost } from '#core/slack/claim-post.ts'

const clockSkewSeconds = 300
const maxPages = 10

/**
 * Looks for a post that may have been made though its answer got lost, by the mark in its metadata: in the channel
 * for a card, in the thread for all else. Undefined: it was not made.
 */
export async function findPosted(
  client: WebClient,
  { post, thread, uncertainSince }: ClaimedPost,
): Promise<string | undefined> {
  if (!uncertainSince) return undefined
  const since = Math.floor(uncertainSince.getTime() / 1000) - clockSkewSeconds
  const range = {
    channel: thread.channelId,
    oldest: `${since}.000000`,
    include_all_metadata: true,
    limit: 200,
  }
  let cursor: string | undefined
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = { ...range, ...(cursor && { cursor }) }
    const { messages = [], response_metadata: more } =
      post.kind === 'card' || !thread.ts
        ? await client.conversations.history(page)
        : await client.conversations.replies({ ...page, ts: thread.ts })
    const found = messages.find(({ metadata }) => markIn(metadata) === post.key)
    if (found?.ts) return found.ts
    cursor = more?.next_cursor
    if (!cursor) return undefined
  }
  return undefined
}

function markIn(metadata: unknown): unknown {
  const payload = (metadata as { event_payload?: unknown } | undefined)?.event_payload
  return (payload as { post?: unknown } | undefined)?.post
}
