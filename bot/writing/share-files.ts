import type { FilesCompleteUploadExternalArguments, WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { isAllowed } from '#bot/creating/files.ts'
import { findWhere } from '#bot/outbox/find-posted.ts'
import { StillUncertain } from '#bot/outbox/outcome.ts'
import { read } from '#core/app.ts'
import { readKeptFile } from '#core/files/keep.ts'
import type { ClaimedPost } from '#core/slack/claim-post.ts'
import { type AnsweredFile, filesToShare } from '#core/slack/files-to-share.ts'
import { workspaceById } from '#core/slack/workspaces.ts'
import type { MessageId } from '#db/schema/columns.ts'

type Uploaded = FilesCompleteUploadExternalArguments['files'][number]

const withinMs = 45_000 // A channel is claimed for a minute.

/**
 * Puts the files of an answer into the thread of its requester, all in one message, once: where an attempt before may
 * have done so unheard, the thread is looked through first.
 */
export async function shareFiles(
  bot: Bot,
  client: WebClient,
  claim: ClaimedPost,
  answer: MessageId,
): Promise<void> {
  const { post, thread } = claim
  if (post.shown > 0 || !thread.ts) return
  const files = await read(bot.app, null, (db) => filesToShare(db, answer))
  if (files.length === 0 || (await wereShared(bot, client, claim, files))) return
  const signal = AbortSignal.timeout(withinMs)
  const uploaded: Uploaded[] = []
  for (const file of files) uploaded.push(await upload(bot, client, file, signal))
  const [first, ...more] = uploaded
  if (!first) return
  signal.throwIfAborted()
  const place = { channel_id: thread.channelId, thread_ts: thread.ts }
  await client.files.completeUploadExternal({ ...place, files: [first, ...more] })
}

/** Told by who posted them, their names and sizes: what shares files bears no mark of ours. */
async function wereShared(
  bot: Bot,
  client: WebClient,
  claim: ClaimedPost,
  files: AnsweredFile[],
): Promise<boolean> {
  const ours = await read(bot.app, null, (db) => workspaceById(db, claim.thread.workspaceId))
  const wanted = files.map(({ filename, size }) => `${size} ${filename}`).join('\n')
  try {
    const found = await findWhere(client, claim, ({ user, files: seen = [] }) => {
      const has = seen.map(({ name, size }) => `${size} ${name}`).join('\n')
      return user === ours?.botUserId && has === wanted
    })
    return found !== undefined
  } catch (error) {
    throw new StillUncertain(error)
  }
}

/** The address to send bytes to comes from Slack, and is believed only where Slack keeps its files. */
async function upload(
  bot: Bot,
  client: WebClient,
  { filename, size, sha256 }: AnsweredFile,
  signal: AbortSignal,
): Promise<Uploaded> {
  const place = await client.files.getUploadURLExternal({ filename, length: size })
  const { upload_url: url = '', file_id: id = '' } = place
  if (!isAllowed(bot.app.env.SLACK_FILE_HOSTS, url))
    throw new Error('Slack wants the file at a host that SLACK_FILE_HOSTS does not name')
  const body = new Uint8Array(await readKeptFile(bot.app.files, sha256))
  const answer = await fetch(url, { method: 'POST', body, redirect: 'error', signal })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`Slack did not take the bytes of a file (${answer.status})`)
  return { id, title: filename }
}
