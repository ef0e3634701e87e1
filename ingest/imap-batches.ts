import type { OpenFolder } from './imap-session.ts'

const batch = { mails: 50, bytes: 8_388_608 } // What is held in memory, and committed, at once.
const maxHeader = 65_536

/** A mail on the server. */
export interface Found {
  raw: Buffer
  size: number
  whole: boolean // False: it is larger than we take, and this is its header.
}

interface Batch {
  lastUid: number
  found: Found[]
}

/**
 * The mails of a folder above a UID, in the order of their UIDs, as many at once as fit into memory.
 * @param max the most bytes that are taken of a mail
 */
export async function* batchesAbove(
  { client, mails }: OpenFolder,
  lastUid: number,
  max: number,
): AsyncGenerator<Batch> {
  if (mails === 0) return
  const above = await client.search({ uid: `${lastUid + 1}:*` }, { uid: true })
  // `n:*` names the last mail even where n is above it (RFC 3501 §6.4.8).
  const uids = (above || []).filter((uid) => uid > lastUid).sort((a, b) => a - b)
  for (let at = 0; at < uids.length; at += batch.mails)
    yield* inBounds(client, uids.slice(at, at + batch.mails), max)
}

/** In groups that fit into memory. Of a mail that the server calls too large only the header is asked for. */
async function* inBounds(client: OpenFolder['client'], uids: number[], max: number) {
  const listed = await client.fetchAll(uids.join(), { uid: true, size: true }, { uid: true })
  const sizes = new Map(listed.map(({ uid, size = 0 }) => [uid, size]))
  let group: number[] = []
  let bytes = 0
  for (const uid of uids) {
    const size = sizes.get(uid) ?? 0
    const isLarge = size > max
    if (group.length > 0 && (isLarge || bytes + size > batch.bytes)) {
      yield await fetchTogether(client, group, max)
      group = []
      bytes = 0
    }
    if (isLarge) yield await fetchTogether(client, [uid], max, maxHeader)
    else group.push(uid)
    bytes += size
  }
  if (group.length > 0) yield await fetchTogether(client, group, max)
}

/** @param maxLength some servers tell wrong sizes, so there is an end to what is taken of a mail */
async function fetchTogether(
  client: OpenFolder['client'],
  uids: number[],
  max: number,
  maxLength = max + 1,
): Promise<Batch> {
  const query = { uid: true, size: true, source: { maxLength } }
  const found: Found[] = []
  for await (const { source, size = 0 } of client.fetch(uids.join(), query, { uid: true })) {
    if (!source) continue // Deleted meanwhile.
    const whole = source.length <= max && maxLength > max
    found.push({
      raw: whole ? source : headerOf(source),
      size: Math.max(size, source.length),
      whole,
    })
  }
  return { lastUid: Math.max(...uids), found }
}

function headerOf(raw: Buffer): Buffer {
  const [end = -1] = ['\r\n\r\n', '\n\n'].map((blank) => raw.indexOf(blank)).filter((at) => at >= 0)
  return Buffer.from(raw.subarray(0, Math.min(end < 0 ? raw.length : end + 2, maxHeader)))
}
