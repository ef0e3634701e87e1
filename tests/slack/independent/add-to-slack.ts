import type { Browser } from '#tests/support/http.ts'

/**
 * Presses “Add to Slack”, lets Ada allow there what is asked, and follows Slack back. Nobody can say no there: on the
 * page of emulate 0.12.2 that is missing.
 * @param slack where emulate is
 * @returns the page that the desk shows then
 */
export async function addToSlack(browser: Browser, slack: string): Promise<string | null> {
  const asked = await browser.get('/slack/install')
  const page = await (await fetch(asked.headers.get('location') ?? '')).text()
  const form = page.split('<form').find((html) => html.includes('>ada<')) ?? ''
  const fields = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/g)]
  const back = await fetch(`${slack}/oauth/v2/authorize/callback`, {
    method: 'POST',
    body: new URLSearchParams(fields.map(([, name = '', value = '']) => [name, value])),
    redirect: 'manual',
  })
  const { pathname, search } = new URL(back.headers.get('location') ?? '')
  return (await browser.get(pathname + search)).headers.get('location')
}
