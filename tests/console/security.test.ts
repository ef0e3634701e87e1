import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import { clientAddress } from '#console/visit.ts'
import { perform } from '#core/app.ts'
import { addToken } from '#core/people/tokens.ts'
import { password, test } from '#tests/support/http.ts'

test('every answer says what a browser may do with it', async ({ web }) => {
  const answer = await web.browser().get('/healthz')

  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    'permissions-policy': expect.stringContaining('camera=()'),
    'x-request-id': expect.stringMatching(/^[\w-]{12}$/),
  })
  const policy = answer.headers.get('content-security-policy') ?? ''
  for (const rule of [
    "default-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ])
    expect(policy).toContain(rule)
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1]
  expect(scripts).toMatch(/^'self' 'nonce-[\w-]{24}'$/)
  expect((await web.browser().get('/healthz')).headers.get('content-security-policy')).not.toBe(
    policy,
  )
})

const paths = [
  '/api/auth/sign-in/email',
  '/api/auth/sign-out',
  '/tickets/1001',
  '/tickets/1001.data',
  '/live',
  '/nowhere',
]
const foreign: [what: string, headers: Record<string, string>][] = [
  ['another origin', { Origin: 'https://evil.example' }],
  ['another port of this host', { Origin: 'http://127.0.0.1:1' }],
  ['a subdomain', { Origin: 'http://evil.localhost' }],
  ['no origin to speak of', { Origin: 'null' }],
  ['nothing at all', {}],
  ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
  ['a sibling site', { 'Sec-Fetch-Site': 'same-site' }],
  ['another site that claims our origin', { 'Sec-Fetch-Site': 'cross-site', Origin: 'OURS' }],
]

test.for(foreign)(
  'a change from %s is refused and changes nothing',
  async ([, headers], { web }) => {
    const browser = await web.signedIn()
    const sent = {
      ...headers,
      ...(headers.Origin === 'OURS' && { Origin: web.url }),
      'Content-Type': 'text/plain',
    }

    for (const path of paths)
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
        expect(
          (await browser.get(path, sent, { method, body: '{}' })).status,
          `${method} ${path}`,
        ).toBe(403)

    expect((await browser.get('/live', {}, { method: 'HEAD' })).status).toBe(200)
  },
)

const ours: Record<string, string>[] = [
  { Origin: 'OURS' },
  { Origin: 'PUBLIC' },
  { 'Sec-Fetch-Site': 'same-origin' },
  { 'Sec-Fetch-Site': 'none' },
  { Origin: 'OURS', 'Sec-Fetch-Site': 'same-origin' },
]

test.for(ours)(
  'a change from our own pages is taken: %o',
  async ({ Origin, ...headers }, { web }) => {
    const { email } = await web.member()
    const origin = Origin === 'OURS' ? web.url : Origin === 'PUBLIC' ? web.site.url : undefined

    const answer = await web
      .browser()
      .get(
        '/api/auth/sign-in/email',
        { ...headers, ...(origin && { Origin: origin }), 'Content-Type': 'application/json' },
        { method: 'POST', body: JSON.stringify({ email, password }) },
      )

    expect(answer.status).toBe(200)
  },
)

test('a form larger than a mebibyte is refused, also when it does not say how large it is', async ({
  web,
}) => {
  const headers = { Origin: web.url, 'Content-Type': 'application/json' }
  const parts = () => Readable.toWeb(Readable.from(Array(20).fill(Buffer.alloc(100_000, 'a'))))

  const said = await web.browser().post('/api/auth/sign-in/email', { email: 'a'.repeat(1_100_000) })
  const unsaid = await fetch(`${web.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers,
    body: parts(),
    duplex: 'half',
  } as RequestInit)

  expect(said.status).toBe(413)
  expect(unsaid.status).toBe(413)
})

test('a program may send no body, or one that does not say how large it is', async ({ web }) => {
  const { agent } = await web.member({ role: 'admin' })
  const token = await perform(web.app, null, (work) =>
    addToken(work, agent.personId, { name: 'test', scopes: ['*'] }),
  )
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const body = Readable.toWeb(Readable.from([Buffer.from('{"name":"billing"}')]))
  const unsaid = { method: 'POST', headers, body, duplex: 'half' } as RequestInit

  const added = await fetch(`${web.url}/api/v1/skills`, unsaid)
  const removed = await fetch(`${web.url}/api/v1/skills/billing`, { method: 'DELETE', headers })

  expect([added.status, removed.ok]).toEqual([201, true])
})

test('uploads are taken from whoever is signed in, and from nobody else', async ({ web }) => {
  const member = await web.signedIn()
  const upload = { Origin: web.url, 'Content-Type': 'multipart/form-data; boundary=x' }
  const send = (size: number, browser = web.browser()) =>
    browser.get('/live', upload, { method: 'POST', body: Buffer.alloc(size) })

  expect((await send(2_000_000)).status).toBe(413)
  expect((await send(2_000_000, member)).status).not.toBe(413)
  expect((await send(31_500_000, member)).status).toBe(413)
})

/** Sends bytes as they are and returns all that comes back. */
function raw(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(request)
  return text(socket)
}

test.for([
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd',
    400,
  ],
  ['3,000 headers', `GET / HTTP/1.1\r\nHost: x\r\n${'x-filler: 1\r\n'.repeat(3000)}\r\n`, 431],
  ['a host that is none', 'GET /healthz HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
] as const)('a request with %s is refused', async ([, request, status], { web }) => {
  expect(await raw(web.site.port, request)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
})

test('what breaks is told by its number, without a stack or SQL', async ({ web }) => {
  const browser = await web.signedIn()
  const query = web.app.readOnly.transaction
  web.app.readOnly.transaction = () => Promise.reject(new Error('select secret from somewhere'))

  const answer = await browser.get('/messages/1/html')

  web.app.readOnly.transaction = query
  const words = await answer.text()
  expect(answer.status).toBe(500)
  expect(words).toContain(answer.headers.get('x-request-id'))
  expect(words).not.toMatch(/select|secret|\.ts:/)
})

test.for([
  ['198.51.100.1', undefined, 0, '198.51.100.1'],
  ['::ffff:198.51.100.1', undefined, 0, '198.51.100.1'],
  ['198.51.100.1', '203.0.113.9', 0, '198.51.100.1'],
  ['10.0.0.1', '203.0.113.9', 1, '203.0.113.9'],
  ['10.0.0.1', '6.6.6.6, 203.0.113.9', 1, '203.0.113.9'],
  ['10.0.0.1', '6.6.6.6, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
  ['10.0.0.1', 'nonsense', 1, '10.0.0.1'],
  ['10.0.0.1', undefined, 2, '10.0.0.1'],
  [undefined, undefined, 0, undefined],
] as const)(
  'a request from %s, forwarded for %s, through %d proxies of ours is from %s',
  ([socket, forwarded, proxies, address]) => {
    expect(clientAddress(socket, forwarded, proxies)).toBe(address)
  },
)
