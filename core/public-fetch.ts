import { promises as dns, type LookupAddress } from 'node:dns'
import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Why nothing was fetched: half a sentence. It may name what lies inside the desk's network, so mind who reads it. */
export class FetchProblem extends Error {
  override name = 'FetchProblem'
}

interface Limits {
  maxBytes: number
  deadlineMillis: number
  accept: string // Media types.
  mayConnect?: ((address: string, port: string) => boolean) | undefined // Absent: public addresses, at the scheme's own port.
}

/**
 * Fetches what strangers name, by http or https. The name is looked up once, must be public in every answer, and the
 * address found is the one connected to, so a name that changes its mind reaches nothing else. Redirects are not
 * followed, and no cookie or connection is kept. Throws a `FetchProblem` for all but an answer 200 within the limits.
 */
export async function fetchPublic(src: string, limits: Limits): Promise<Buffer<ArrayBuffer>> {
  const { mayConnect = isPublicDoor } = limits
  const url = URL.parse(src)
  if (!url || !/^https?:$/.test(url.protocol)) throw new FetchProblem('only http and https')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const signal = AbortSignal.timeout(limits.deadlineMillis)
  const [address, ...others] = await dns
    .lookup(host, { all: true })
    .catch((): LookupAddress[] => [])
  if (!address || ![address, ...others].every((found) => mayConnect(found.address, url.port)))
    throw new FetchProblem('not a public address')
  const response = await connect(url, address, limits.accept, signal)
  try {
    if (response.statusCode !== 200) throw new FetchProblem(told(response))
    return await readAll(response, limits.maxBytes)
  } catch (error) {
    throw error instanceof FetchProblem ? error : new FetchProblem(words(error, signal))
  } finally {
    response.destroy()
  }
}

function connect(
  url: URL,
  { address, family }: LookupAddress,
  accept: string,
  signal: AbortSignal,
) {
  const known: LookupFunction = (_host, { all }, found) =>
    all ? found(null, [{ address, family }]) : found(null, address, family)
  const options = {
    signal,
    lookup: known,
    agent: false as const, // No connection is kept, so none can be met again under another name.
    headers: { Accept: accept, 'User-Agent': 'Deskwire' },
  }
  return new Promise<IncomingMessage>((resolve, reject) => {
    const get = url.protocol === 'https:' ? getHttps : getHttp
    get(url, options, resolve).on('error', (error) =>
      reject(new FetchProblem(words(error, signal))),
    )
  })
}

async function readAll(response: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response) {
    size += part.length
    if (size > maxBytes) throw new FetchProblem('too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function told({ statusCode, headers }: IncomingMessage): string {
  const { location } = headers
  return location
    ? `answered ${statusCode}, leading to ${location.slice(0, 300)}`
    : `answered ${statusCode}`
}

function words(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'took too long'
  return error instanceof Error ? error.message : String(error)
}

/** @param port as in a URL: empty for the scheme's own */
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
