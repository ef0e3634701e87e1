import type { Bot } from '#bot/bot.ts'
import { oneLine } from '#bot/text/plain.ts'
import { attachFile } from '#core/files/attach.ts'
import type { AttachedFile } from '#core/tickets/messages.ts'
import type { SlackFile } from './message.ts'

const maxBytes = 25 * 1024 * 1024 // Of all files of a message together: more no mail carries.
const maxFiles = 10 // As many as Slack takes in one message.
const timeoutMs = 30_000
const localHosts = new Set(['127.0.0.1', 'localhost'])

/** Files of a message, kept, and what to say of those that could not be had. */
export interface FetchedFiles {
  files: AttachedFile[]
  missing: string[]
}

/** Fetches the files of a message into the file store. What goes wrong keeps no message from being heard. */
export async function fetchFiles(
  bot: Bot,
  token: string | undefined,
  wanted: readonly SlackFile[],
): Promise<FetchedFiles> {
  const fetched: FetchedFiles = { files: [], missing: [] }
  let left = maxBytes
  for (const [place, file] of wanted.entries()) {
    const name = oneLine(file.name ?? '', 120) || 'a file'
    const got = place < maxFiles ? await fetchFile(bot, token, file, left) : 'there are too many'
    if (typeof got === 'string') fetched.missing.push(`📎 ${name} (only in Slack: ${got})`)
    else {
      left -= got.length
      fetched.files.push(
        await attachFile(bot.app.files, {
          filename: name,
          contentType: file.mimetype || 'application/octet-stream',
          content: got,
        }),
      )
    }
  }
  return fetched
}

const tooLarge = 'more than 25 MB together'

/** The bytes, or why there are none, in words. */
async function fetchFile(
  bot: Bot,
  token: string | undefined,
  { url_private_download, url_private, size, mimetype }: SlackFile,
  maxBytes: number,
): Promise<Buffer | string> {
  const url = url_private_download || url_private || ''
  if (!token || !isAllowed(bot.app.env.SLACK_FILE_HOSTS, url)) return 'it lies somewhere else'
  if ((size ?? 0) > maxBytes) return tooLarge
  try {
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error', // The token is for this host alone.
      signal: AbortSignal.timeout(timeoutMs),
    })
    const type = answer.headers.get('content-type') ?? ''
    const isLogin = type.startsWith('text/html') && !mimetype?.startsWith('text/html')
    if (!answer.ok || isLogin) {
      await answer.body?.cancel()
      return isLogin ? 'the app may not read files' : `Slack answered ${answer.status}`
    }
    return (await bytesOf(answer, maxBytes)) ?? tooLarge
  } catch (err) {
    bot.app.log.warn({ err }, 'a file in Slack could not be fetched')
    return 'it could not be fetched'
  }
}

/** By HTTPS from a host that is allowed by its whole name; from this machine, for tests, by HTTP too. */
export function isAllowed(hosts: readonly string[], url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, hostname, username } = new URL(url)
  const isSafe = protocol === 'https:' || (protocol === 'http:' && localHosts.has(hostname))
  return isSafe && !username && hosts.includes(host)
}

/** No more than is allowed is ever held, whatever was announced. Undefined: there is more. */
async function bytesOf(answer: Response, maxBytes: number): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.byteLength
    if (size > maxBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
