import { promises as dns, type LookupAddress } from 'node:dns'
import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { fileTypeFromBuffer } from 'file-type'
import ipaddr from 'ipaddr.js'

const maxBytes = 5 * 1024 * 1024
const deadlineMillis = 10_000
export const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** A picture that is not shown, and why: for the log, since it must tell the agent's network nothing. */
export class PictureProblem extends Error {
  override name = 'PictureProblem'
}

/**
 * Fetches a picture that a mail names, for an agent who asked for it. The address is looked up once, must be public in
 * every answer, and is the one connected to, so a name that changes its mind reaches nothing else. Redirects are not
 * followed, and the bytes decide what it is.
 */
export async function fetchPicture(src: string, mayConnect = isPublicDoor) {
  const url = URL.parse(src)
  if (!url || !/^https?:$/.test(url.protocol)) throw new PictureProblem('only http and https')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const signal = AbortSignal.timeout(deadlineMillis)
  const [address, ...others] = await dns
    .lookup(host, { all: true })
    .catch((): LookupAddress[] => [])
  if (!address || ![address, ...others].every((found) => mayConnect(found.address, url.port)))
    throw new PictureProblem('not a public address')
  const response = await connect(url, address, signal)
  try {
    if (response.statusCode !== 200) throw new PictureProblem(`answered ${response.statusCode}`)
    const body = await readAll(response)
    const type = (await fileTypeFromBuffer(body))?.mime
    if (!type || !pictureTypes.includes(type)) throw new PictureProblem('not a picture')
    return { body, type }
  } finally {
    response.destroy()
  }
}

function connect(url: URL, { address, family }: LookupAddress, signal: AbortSignal) {
  const known: LookupFunction = (_host, { all }, found) =>
    all ? found(null, [{ address, family }]) : found(null, address, family)
  const options = {
    signal,
    lookup: known,
    agent: false as const, // No connection is kept, so none can be met again under another name.
    headers: { Accept: 'image/*', 'User-Agent': 'Deskwire' },
  }
  return new Promise<IncomingMessage>((resolve, reject) => {
    const get = url.protocol === 'https:' ? getHttps : getHttp
    get(url, options, resolve).on('error', (error) => reject(new PictureProblem(error.message)))
  })
}

async function readAll(response: IncomingMessage) {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response) {
    size += part.length
    if (size > maxBytes) throw new PictureProblem('too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** @param port as in a URL: empty for the scheme's own, the only one that pictures are served on */
function isPublicDoor(address: string, port: string): boolean {
  return port === '' && isPublic(address)
}

/** Nothing private, local, reserved, or a disguise of such an address in IPv6 (6to4, NAT64, mapped, compatible). */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(ipaddr.parseCIDR('2000::/3'))
}
