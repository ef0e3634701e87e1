import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { findWhere, type IsIt } from '#bot/outbox/find-posted.ts'
import { StillUncertain } from '#bot/outbox/outcome.ts'
import { read } from '#core/app.ts'
import type { ClaimedPost } from '#core/slack/claim-post.ts'
import {
  filesToShare,
  filesToShow,
  mayBeShown,
  type SharedFile,
} from '#core/slack/files-to-share.ts'
import { workspaceById } from '#core/slack/workspaces.ts'
import type { MessageId } from '#db/schema/columns.ts'
import { takeFilesAway } from './take-files-away.ts'
import { type Uploaded, UploadFailed, upload } from './upload.ts'

const withinMs = 45_000 // A channel is claimed for a minute.

const mostTries = 5

/**
 * Shares the files of a message. Where they cannot be brought to Slack, what waits behind them is held up for a minute
 * only.
 * @returns why it is given up, in words; undefined: it is done
 */
export async function shareOrGiveUp(
  bot: Bot,
  client: WebClient,
  claim: ClaimedPost,
  message: MessageId,
): Promise<string | undefined> {
  try {
    await shareFiles(bot, client, claim, message)
    return undefined
  } catch (error) {
    if (!(error instanceof UploadFailed) || claim.post.attempts < mostTries) throw error
    return `Its files could not be brought to Slack: ${error.message}. They are in the console.`
  }
}

/**
 * Puts the files of a message into a thread, all in one message, once: where an attempt before may have done so
 * unheard, the thread is looked through first. Agents see them for as long as they may see the message.
 */
async function shareFiles(
  bot: Bot,
  client: WebClient,
  claim: ClaimedPost,
  message: MessageId,
): Promise<void> {
  const { post, thread } = claim
  if (!thread.ts) return
  const isForAgents = thread.kind === 'agent'
  const { files, mayBe } = await read(bot.app, null, async (db) => ({
    files: isForAgents ? (await filesToShow(db, message)).shown : await filesToShare(db, message),
    mayBe: !isForAgents || (await mayBeShown(db, message)),
  }))
  if (files.length === 0) return
  const isIt = await areThey(bot, thread.workspaceId, files)
  if (!mayBe) {
    if (post.shown > 0 || claim.uncertainSince) await takeFilesAway(client, claim, isIt)
    return
  }
  if (post.shown > 0 || (await wereShared(client, claim, isIt))) return
  const signal = AbortSignal.timeout(withinMs)
  const uploaded: Uploaded[] = []
  for (const file of files) uploaded.push(await upload(bot, client, file, signal))
  const [first, ...more] = uploaded
  if (!first) return
  if (signal.aborted) throw new UploadFailed('it took too long')
  const place = { channel_id: thread.channelId, thread_ts: thread.ts }
  await client.files.completeUploadExternal({ ...place, files: [first, ...more] })
}

/** Told by who posted them, their names and sizes: what shares files bears no mark of ours. */
async function areThey(bot: Bot, workspaceId: string, files: SharedFile[]): Promise<IsIt> {
  const ours = await read(bot.app, null, (db) => workspaceById(db, workspaceId))
  const wanted = files.map(({ filename, size }) => `${size} ${filename}`).join('\n')
  return ({ user, files: seen = [] }) => {
    const has = seen.map(({ name, size }) => `${size} ${name}`).join('\n')
    return user === ours?.botUserId && has === wanted
  }
}

async function wereShared(client: WebClient, claim: ClaimedPost, isIt: IsIt): Promise<boolean> {
  try {
    return (await findWhere(client, claim, isIt)) !== undefined
  } catch (error) {
    throw new StillUncertain(error)
  }
}
