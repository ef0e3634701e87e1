import { expect } from 'vitest'
import { type Got, test } from './api.ts'

/** What is sent by those who look for a weak place: each must be answered, none with a fault of ours. */
const hostile: string[] = [
  '',
  ' ',
  '0',
  '-1',
  '1.5',
  '1e9',
  '2147483648',
  '99999999999999999999',
  'NaN',
  'null',
  'undefined',
  'true',
  "' or 1=1 --",
  '1; drop table tickets',
  '"',
  '\\',
  '%',
  '_',
  '../../etc/passwd',
  '\0',
  'a\0b',
  '\u202e',
  '\ud800',
  '\r\nX-Evil: 1',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '[]',
  '{}',
  '__proto__',
  'x'.repeat(2000),
  '🙂'.repeat(300),
]

test('no value of any parameter is answered with a fault of ours', { timeout: 240_000 }, async ({
  api,
}) => {
  expect(hostile).toHaveLength(31)
  const token = await api.token(await api.a.agent({ role: 'admin' }))
  const ticket = await api.a.ticket()
  const { body: document } = await api.call('GET', '/openapi.json')
  const faults: string[] = []
  const requests: [name: string, send: () => Promise<Got>][] = []
  const plan = (name: string, send: () => Promise<Got>) => requests.push([name, send])

  for (const [path, methods] of Object.entries<Record<string, Operation>>(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const known = path.replace('{id}', String(ticket))
      for (const parameter of operation.parameters ?? [])
        for (const value of hostile) {
          const sent = encodeURIComponent(value.toWellFormed())
          const url =
            parameter.in === 'path'
              ? path.replace('{id}', sent)
              : `${known}?${parameter.name}=${sent}`
          plan(`${method} ${url}`, () => api.call(method.toUpperCase(), url, { as: token }))
        }
      const fields = operation.requestBody?.content['application/json']?.schema
      for (const field of fieldsOf(document, fields))
        for (const value of [
          ...hostile,
          1,
          -1,
          null,
          true,
          [],
          {},
          [null],
          { a: 1 },
          ['a\0b'],
          { 'a\0': 'b\0' },
        ]) {
          const body = { ...filled(document, fields), [field]: value }
          plan(`${method} ${known} ${JSON.stringify({ [field]: value }).slice(0, 80)}`, () =>
            api.call(method.toUpperCase(), known, { as: token, body }),
          )
        }
    }
  for (let at = 0; at < requests.length; at += 4)
    await Promise.all(
      requests.slice(at, at + 4).map(async ([name, send]) => {
        const { status } = await send()
        if (status >= 500) faults.push(`${status} ${name}`)
      }),
    )
  expect(faults).toEqual([])
  expect(requests.length).toBeGreaterThan(1500)
})

interface Schema {
  $ref?: string
  properties?: Record<string, Schema>
  required?: string[]
  type?: string
}

interface Operation {
  parameters?: { name: string; in: string }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

type Document = { components: { schemas: Record<string, Schema> } }

function resolved(document: Document, schema: Schema = {}): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return (name && document.components.schemas[name]) || schema
}

function fieldsOf(document: Document, schema?: Schema): string[] {
  return Object.keys(resolved(document, schema).properties ?? {})
}

/** A body that would be taken, so that the hostile field is what decides. */
function filled(document: Document, schema?: Schema): Record<string, unknown> {
  const good: Record<string, unknown> = {
    subject: 'A subject',
    requester: { email: 'ada@example.org' },
    visibility: 'internal',
    name: 'A name',
    address: 'somewhere@desk.test',
    team: 'Home',
    assignee: null,
    reason: 'A reason',
    until: '2099-01-01T00:00:00Z',
  }
  const fields = fieldsOf(document, schema)
  const { required = [] } = resolved(document, schema)
  return {
    ...Object.fromEntries(required.map((field) => [field, good[field]])),
    ...(fields.includes('text') && { text: 'Some text' }),
  }
}

test('what is not known, not JSON or too large is refused in words', async ({ api }) => {
  const token = await api.token(await api.a.agent())
  const ticket = await api.a.ticket()
  const path = `/tickets/${ticket}`
  const cases: [method: string, path: string, sent: object, status: number, words: RegExp][] = [
    ['PATCH', path, { body: { statsu: 'open' } }, 400, /"statsu","message":"is not known"/],
    ['PATCH', path, { body: { requesterId: 1, id: 5 } }, 400, /requesterId/],
    ['PATCH', path, { body: '{' }, 400, /not JSON/],
    ['PATCH', path, { body: '' }, 400, /not JSON/],
    ['PATCH', path, { body: '[]' }, 400, /shape/],
    ['PATCH', path, { body: '{}', headers: { 'content-type': 'text/plain' } }, 415, /Content-Type/],
    ['PATCH', path, { body: { subject: 'x'.repeat(1024 * 1024) } }, 413, /1 MiB/],
    ['GET', '/tickets?colour=red', {}, 400, /colour/],
    ['GET', '/tickets?limit=1&limit=2', {}, 400, /limit/],
    ['GET', '/tickets/%E0%A4%A', {}, 404, /nothing here/],
    ['GET', '/tickets/1001/nothing', {}, 404, /nothing here/],
    ['PUT', path, { body: {} }, 404, /nothing here/],
    ['POST', `${path}/claim`, { body: { for: 'me' } }, 400, /no fields/],
    ['POST', `${path}/messages`, { body: { visibility: 'public', text: ' ' } }, 400, /empty/],
    [
      'POST',
      `${path}/messages`,
      {
        body: {
          visibility: 'public',
          text: 'x',
          attachments: [{ filename: 'a', contentBase64: '####' }],
        },
      },
      400,
      /base64/,
    ],
    [
      'POST',
      `${path}/messages`,
      { body: { visibility: 'internal', text: 'x', to: ['a@b.test'] } },
      400,
      /leave out/,
    ],
  ]
  for (const [method, at, sent, status, words] of cases) {
    const got = await api.call(method, at, { as: token, ...sent })
    expect([method, at, got.status]).toEqual([method, at, status])
    expect(JSON.stringify(got.body)).toMatch(words)
    expect(got.headers.get('content-type')).toBe('application/problem+json')
    expect(got.body).toMatchObject({ type: 'about:blank', status, title: expect.any(String) })
  }
})

test('files up to the size of a mail are taken, larger ones are refused', async ({ api }) => {
  const token = await api.token(await api.a.agent())
  const ticket = await api.a.ticket()
  const send = (bytes: number) =>
    api.post(`/tickets/${ticket}/messages`, token, {
      visibility: 'internal',
      text: 'x',
      attachments: [
        { filename: 'a.bin', contentBase64: Buffer.alloc(bytes, 7).toString('base64') },
      ],
    })
  const largest = api.app.env.SMTP_MAX_BYTES
  expect((await send(largest)).body.attachments[0]).toMatchObject({ size: largest })
  expect(await send(largest + 1)).toMatchObject({
    status: 400,
    body: { detail: expect.stringMatching(/larger/) },
  })
})
