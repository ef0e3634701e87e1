import { promises as dns } from 'node:dns'
import { get } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublic } from '#console/remote-image.ts'

const maxBytes = 65_536
const deadlineMillis = 10_000

/** Whether a URL leads to Amazon's notification service and nowhere else. */
export function isAmazon(text: string): boolean {
  const url = URL.parse(text)
  return (
    url?.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    /^sns\.[a-z0-9-]{1,40}\.amazonaws\.com(?:\.cn)?$/.test(url.hostname)
  )
}

/**
 * What Amazon's notification service shows at a URL. Its address is looked up once and must be public; redirects are
 * not followed. Throws for any other host, and for any answer but 200.
 */
export async function askAmazon(url: string): Promise<string> {
  if (!isAmazon(url)) throw new Error('not a URL of Amazon SNS')
  const signal = AbortSignal.timeout(deadlineMillis)
  const found = await dns.lookup(new URL(url).hostname, { all: true })
  const [address] = found
  if (!address || !found.every((one) => isPublic(one.address)))
    throw new Error('Amazon SNS has no public address here')
  const known: LookupFunction = (_host, { all }, told) =>
    all ? told(null, [address]) : told(null, address.address, address.family)
  return new Promise((resolve, reject) => {
    get(url, { signal, agent: false, lookup: known }, async (response) => {
      try {
        if (response.statusCode !== 200) throw new Error(`Amazon answered ${response.statusCode}`)
        let text = ''
        for await (const part of response.setEncoding('utf8')) {
          text += part
          if (text.length > maxBytes) throw new Error('Amazon answered too much')
        }
        resolve(text)
      } catch (error) {
        response.destroy()
        reject(error)
      }
    }).on('error', reject)
  })
}
