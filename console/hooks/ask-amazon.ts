import { fetchPublic } from '#core/public-fetch.ts'

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
  const limits = { accept: '*/*', maxBytes: 65_536, deadlineMillis: 10_000 }
  return (await fetchPublic(url, limits)).toString('utf8')
}
