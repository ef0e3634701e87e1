import { expect } from 'vitest'
import { disposition } from '#console/files.ts'
import { perform } from '#core/app.ts'
import { keepFile } from '#core/files/keep.ts'
import { addMessage } from '#core/tickets/messages.ts'
import type { AttachmentId, TicketId } from '#db/schema/columns.ts'
import { attachments } from '#db/schema/messages.ts'
import { test, type Web } from '#tests/support/http.ts'

const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

async function attach(
  web: Web,
  ticket: TicketId,
  content: Buffer,
  name: Partial<{ filename: string; contentType: string }> = {},
): Promise<AttachmentId> {
  const kept = await keepFile(web.app.files, content)
  const file = {
    filename: 'file.bin',
    contentType: 'text/html',
    inline: false,
    contentId: null,
    ...name,
    ...kept,
  }
  return perform(web.app, null, async (work) => {
    const said = {
      channel: 'email',
      direction: 'inbound',
      visibility: 'public',
      authorId: null,
      text: '',
    } as const
    await addMessage(work, ticket, { ...said, attachments: [file] })
    const all = await work.tx.select({ id: attachments.id }).from(attachments)
    return Math.max(...all.map((each) => each.id)) as AttachmentId
  })
}

test('a file comes as it was sent, to be saved and never to be run', async ({ web }) => {
  const browser = await web.signedIn()
  const content = Buffer.from('<script>alert(1)</script>'.repeat(10_000))
  const id = await attach(web, await web.a.ticket(), content, { filename: 'Rechnung – März.html' })

  for (const path of [`/attachments/${id}`, `/attachments/${id}?inline=1`]) {
    const answer = await browser.get(path)

    expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(content.length),
      'content-disposition': `attachment; filename="Rechnung _ M_rz.html"; filename*=UTF-8''Rechnung%20%E2%80%93%20M%C3%A4rz.html`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringContaining('private'),
    })
  }
})

test('a picture is shown when asked, by what it is and not by what it is called', async ({
  web,
}) => {
  const browser = await web.signedIn()
  const ticket = await web.a.ticket()
  const real = await attach(web, ticket, gif, { filename: 'a.txt', contentType: 'text/plain' })
  const svg = await attach(
    web,
    ticket,
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    { filename: 'a.png', contentType: 'image/png' },
  )

  const shown = await browser.get(`/attachments/${real}?inline=1`)
  const saved = await browser.get(`/attachments/${real}`)
  const claimed = await browser.get(`/attachments/${svg}?inline=1`)

  expect(shown.headers.get('content-type')).toBe('image/gif')
  expect(shown.headers.get('content-disposition')).toMatch(/^inline;/)
  expect(saved.headers.get('content-disposition')).toMatch(/^attachment;/)
  expect(claimed.headers.get('content-type')).toBe('application/octet-stream')
  expect(claimed.headers.get('content-disposition')).toMatch(/^attachment;/)
})

test("another team's file is not there, and nobody's without a session", async ({ web }) => {
  const id = await attach(web, await web.a.ticket({ team: await web.a.team('Theirs') }), gif)
  const browser = await web.signedIn()

  expect((await browser.get(`/attachments/${id}`)).status).toBe(404)
  expect(await (await browser.get(`/attachments/${id}`)).text()).toBe(
    await (await browser.get('/attachments/99999')).text(),
  )
  expect((await web.browser().get(`/attachments/${id}`)).status).toBe(401)
  expect(
    (await web.browser().get(`/attachments/${id}`, { Authorization: 'Bearer dw_x' })).status,
  ).toBe(401)
})

test.for([
  '/attachments/1%20or%201=1',
  '/attachments/1/..%2f..%2fpackage.json',
  '/attachments/99999999999',
  '/assets/..%2f..%2f..%2fpackage.json',
])('%s leads to no file', async (path, { web }) => {
  expect((await (await web.signedIn()).get(path)).status).toBe(404)
})

test('names stay one header, whatever they hold', () => {
  expect(disposition('attachment', 'a"\r\nX: y;\u202e\ud800\'(*).txt')).toBe(
    `attachment; filename="a___X_ y____(_).txt"; filename*=UTF-8''a%22%0D%0AX%3A%20y%3B%E2%80%AE%EF%BF%BD%27%28%2A%29.txt`,
  )
})
