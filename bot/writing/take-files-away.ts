import type { WebClient } from '@slack/web-api'
import { type IsIt, searchMessage } from '#bot/outbox/find-posted.ts'
import { errorCode } from '#bot/outbox/outcome.ts'
import type { ClaimedPost } from '#core/slack/claim-post.ts'

/** Deletes in Slack the files of ours that a message of a thread shares, as often as it is asked to. */
export async function takeFilesAway(
  client: WebClient,
  { thread }: ClaimedPost,
  isIt: IsIt,
): Promise<void> {
  const { channelId: channel, ts, startedAt: since } = thread
  const found = ts ? await searchMessage(client, { channel, ts, since }, isIt) : undefined
  for (const { id: file } of found?.files ?? [])
    if (file)
      await client.files.delete({ file }).catch((error: unknown) => {
        if (!/^file_(not_found|deleted)$/.test(errorCode(error) ?? '')) throw error
      })
}
