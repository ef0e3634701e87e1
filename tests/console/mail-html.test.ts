import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test as plain } from 'vitest'
import { fetchPicture } from '#console/remote-image.ts'
import { perform, read } from '#core/app.ts'
import { keepFile } from '#core/files/keep.ts'
import { isPublic } from '#core/public-fetch.ts'
import { addMessage, type NewMessage } from '#core/tickets/messages.ts'
import { readTimeline } from '#core/tickets/story.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { tickets } from '#db/schema/tickets.ts'
import { type Browser, test, type Web } from '#tests/support/http.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A mail in a ticket, with one picture that its HTML may name as `cid:logo@x`. */
async function mail(web: Web, ticket: TicketId, message: Partial<NewMessage>): Promise<MessageId> {
  const kept = await keepFile(web.app.files, png)
  const logo = {
    ...kept,
    filename: 'logo.png',
    contentType: 'image/png',
    inline: true,
    contentId: 'logo@x',
  }
  return perform(web.app, null, (work) =>
    addMessage(work, ticket, {
      channel: 'email',
      direction: 'inbound',
      visibility: 'public',
      authorId: null,
      text: 'The text of it.',
      attachments: [logo],
      ...message,
    }),
  )
}

async function show(browser: Browser, id: MessageId, query = '') {
  const answer = await browser.get(`/messages/${id}/html${query}`)
  const document = await answer.text()
  const pictures = [...document.matchAll(/<img src="([^"]*)"/g)].map(([, src = '']) =>
    src.replaceAll('&amp;', '&'),
  )
  return { answer, document, pictures }
}

test('a mail is a document of its own that can do nothing', async ({ web }) => {
  const browser = await web.signedIn()
  const id = await mail(web, await web.a.ticket(), {
    html: '<p onclick="x()">Hello<script>alert(1)</script></p>',
  })

  const { answer, document } = await show(browser, id)

  expect(answer.status).toBe(200)
  expect(document).toContain('<body><p>Hello</p></body>')
  const policy = answer.headers.get('content-security-policy')
  expect(policy).toContain('sandbox allow-popups allow-popups-to-escape-sandbox;')
  expect(policy).toContain("default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).not.toContain('script')
})

test('a picture of the mail shows in place, to the agent it was shown to and only while they may see it', async ({
  web,
}) => {
  const browser = await web.signedIn()
  const id = await mail(web, await web.a.ticket(), {
    html: '<img src="cid:logo%40x" alt="Logo"><img src="cid:other@x">',
  })

  const { document, pictures } = await show(browser, id)
  const [link = ''] = pictures
  const shown = await web.browser().get(link) // Without cookies, as from a sandboxed document.

  expect(document).toContain('<img data-cid="other@x" />')
  expect(shown.status).toBe(200)
  expect(shown.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(png)
  expect((await web.browser().get(link.replace(/for=\d+/, 'for=999'))).status).toBe(401)
  expect((await web.browser().get(link.replace(/attachments\/\d+/, 'attachments/2'))).status).toBe(
    401,
  )
  web.pass(61)
  expect((await web.browser().get(link)).status).toBe(401)
})

test('pictures elsewhere are not loaded until asked for, and then come through us', async ({
  web,
}) => {
  const browser = await web.signedIn()
  const id = await mail(web, await web.a.ticket(), {
    html: '<img src="http://169.254.169.254/latest?a=1&b=2">',
  })

  const before = await show(browser, id)
  const after = await show(browser, id, '?images=1')
  const [link = ''] = after.pictures

  expect(before.pictures).toEqual([])
  expect(before.document).toContain('1 picture is not loaded')
  expect(new URL(link, web.url).searchParams.get('src')).toBe(
    'http://169.254.169.254/latest?a=1&b=2',
  )
  const fetched = await web.browser().get(link)
  expect(fetched.status).toBe(502)
  expect(await fetched.text()).toBe('This picture cannot be shown.\n')
  expect((await browser.get(link.replace('169.254.169.254', '203.0.113.1'))).status).toBe(403)
  expect((await browser.get(`/messages/${id}/image?src=https://example.org/a.png`)).status).toBe(
    403,
  )
})

test('a mail without HTML shows its text, escaped', async ({ web }) => {
  const browser = await web.signedIn()
  const id = await mail(web, await web.a.ticket(), { text: '<b>not bold</b> & so on' })

  expect((await show(browser, id)).document).toContain(
    '<pre>&lt;b&gt;not bold&lt;/b&gt; &amp; so on</pre>',
  )
})

test('HTML that cannot be made safe in time shows its text and says so', async ({ web }) => {
  const browser = await web.signedIn()
  const id = await mail(web, await web.a.ticket(), {
    html: '<b><i><p>'.repeat(400_000),
    text: 'What it says.',
  })

  const { answer, document } = await show(browser, id)

  expect(answer.status).toBe(200)
  expect(document).toContain('could not be made safe')
  expect(document).toContain('<pre>What it says.</pre>')
})

test('a mail with colours keeps its light ground on a dark page, and others follow the page', async ({
  web,
}) => {
  const browser = await web.signedIn()
  const ticket = await web.a.ticket()
  const scheme = async (html: string, query: string) =>
    /:root { color-scheme: ([^}]*) }/.exec(
      (await show(browser, await mail(web, ticket, { html }), query)).document,
    )?.[1]

  expect(await scheme('<p>plain</p>', '?scheme=dark')).toBe('dark')
  expect(await scheme('<p>plain</p>', '')).toBe('light dark')
  expect(await scheme('<p style="color:#222">x</p>', '?scheme=dark')).toBe('light')
  expect(await scheme('<p>plain</p>', '?scheme=<script>')).toBe('light dark')
})

test("another team's mail is not there, and nobody's without a session", async ({ web }) => {
  const theirs = await web.a.team('Theirs')
  const id = await mail(web, await web.a.ticket({ team: theirs }), { html: '<p>Secret</p>' })
  const browser = await web.signedIn()

  const { answer, document } = await show(browser, id)

  expect(answer.status).toBe(404)
  expect(document).toBe('There is no such message, or you may not see it.\n')
  expect((await show(browser, 999_999 as MessageId)).document).toBe(document)
  expect((await show(web.browser(), id)).answer.status).toBe(401)
})

test('looking at mails of a sensitive ticket is one view in its audit trail', async ({ web }) => {
  const browser = await web.signedIn({ role: 'manager' })
  const ticket = await web.a.ticket()
  await perform(web.app, null, (work) => work.tx.update(tickets).set({ sensitive: true }))
  const ids = [
    await mail(web, ticket, { html: '<p>1</p>' }),
    await mail(web, ticket, { html: '<p>2</p>' }),
  ]

  for (const id of ids) await show(browser, id)

  const { items } = await read(web.app, null, (db) => readTimeline(db, ticket))
  expect(items.filter((event) => event.kind === 'viewed')).toMatchObject([
    { actor: { id: browser.agent.personId } },
  ])
})

plain.for([
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '192.0.0.192',
  '198.18.0.1',
  '192.0.2.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  '2001:db8::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '5f00::1',
  '127.1',
  '0x7f.1',
  '2130706433',
  'localhost',
  '',
])('%s is not a public address', (address) => {
  expect(isPublic(address)).toBe(false)
})

plain.for(['1.1.1.1', '93.184.215.14', '2606:4700:4700::1111'])(
  '%s is a public address',
  (address) => {
    expect(isPublic(address)).toBe(true)
  },
)

plain.for([
  'http://127.0.0.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://localhost/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://127.1/',
  'http://0/',
  'https://169.254.169.254/latest/meta-data',
  'http://8.8.8.8:25/',
  'ftp://8.8.8.8/',
  'file:///etc/passwd',
  'data:image/png;base64,',
  'x',
  '',
])('%s is never fetched', async (src) => {
  await expect(fetchPicture(src)).rejects.toMatchObject({ name: 'PictureProblem' })
})

/** A server of pictures at the only address that the guard lets through here, since no public one can be reached. */
const hosted = plain.extend('host', async ({ task: _ }, { onCleanup }) => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers.host}${request.url}`)
    if (request.url === '/moved.png') response.writeHead(302, { Location: '/a.png' }).end()
    else if (request.url === '/large.png')
      response.end(Buffer.concat([png, Buffer.alloc(6_000_000)]))
    else if (request.url === '/page.png') response.end('<svg xmlns="http://www.w3.org/2000/svg"/>')
    else response.end(png)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onCleanup(() => void server.close())
  const { port } = server.address() as AddressInfo
  const fetch = (path: string) =>
    fetchPicture(
      `http://localhost:${port}${path}`,
      (address) => address === '127.0.0.1' || address === '::1',
    )
  return { asked, port, fetch }
})

hosted(
  'a picture is fetched from the address that was looked at, under its own name',
  async ({ host }) => {
    expect(await host.fetch('/a.png')).toEqual({ body: png, type: 'image/png' })
    expect(host.asked).toEqual([`GET localhost:${host.port}/a.png`])
  },
)

hosted.for(['/moved.png', '/large.png', '/page.png'])('%s is not shown', async (path, { host }) => {
  await expect(host.fetch(path)).rejects.toMatchObject({ name: 'PictureProblem' })
  expect(host.asked).toHaveLength(1)
})
