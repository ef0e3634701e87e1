import type { FilesCompleteUploadExternalArguments, WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { isAllowed } from '#bot/creating/files.ts'
import { readKeptFile } from '#core/files/keep.ts'
import type { SharedFile } from '#core/slack/files-to-share.ts'

export type Uploaded = FilesCompleteUploadExternalArguments['files'][number]

/** The bytes of a file did not get to Slack, and nothing was shown; the message says why, in words. */
export class UploadFailed extends Error {}

/** The address to send bytes to comes from Slack, and is believed only where Slack keeps its files. */
export async function upload(
  bot: Bot,
  client: WebClient,
  file: SharedFile,
  signal: AbortSignal,
): Promise<Uploaded> {
  const { filename, size } = file
  const place = await client.files.getUploadURLExternal({ filename, length: size })
  const { upload_url: url = '', file_id: id = '' } = place
  if (!isAllowed(bot.app.env.SLACK_FILE_HOSTS, url))
    throw new UploadFailed('Slack wants them at a host that SLACK_FILE_HOSTS does not name')
  await sendBytes(bot, url, file, signal).catch((error: unknown) => {
    if (error instanceof UploadFailed) throw error
    const why = signal.aborted ? 'it took too long' : 'their bytes could not be read or sent'
    throw new UploadFailed(why, { cause: error })
  })
  return { id, title: filename }
}

async function sendBytes(bot: Bot, url: string, { sha256 }: SharedFile, signal: AbortSignal) {
  const body = new Uint8Array(await readKeptFile(bot.app.files, sha256))
  const answer = await fetch(url, { method: 'POST', body, redirect: 'error', signal })
  await answer.body?.cancel()
  if (!answer.ok) throw new UploadFailed(`Slack answered ${answer.status}`)
}
