import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test as plain } from 'vitest'
import { fetchCalendar } from '#core/sla/holidays-source.ts'

/** A server at the only address that the guard lets through here, since no public one can be reached. */
const test = plain.extend('fetchHere', async ({ task: _ }, { onCleanup }) => {
  const server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { Location: 'https://a.test/b' }).end()
    else if (request.url === '/large') response.end(Buffer.alloc(1024 * 1024 + 1))
    else if (request.url === '/cut') response.writeHead(200, { 'Content-Length': 99 }).destroy()
    else if (request.url === '/days') response.end('BEGIN:VCALENDAR…')
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onCleanup(() => void server.close())
  const { port } = server.address() as AddressInfo
  return (path: string) =>
    fetchCalendar(`http://127.0.0.1:${port}${path}`, (address) => address === '127.0.0.1')
})

test('a calendar is fetched as text', async ({ fetchHere }) => {
  expect(await fetchHere('/days')).toEqual({ ics: 'BEGIN:VCALENDAR…' })
})

test.for([
  ['/moved', 'answered 302, leading to https://a.test/b'],
  ['/large', 'too large'],
  ['/cut', 'could not be fetched'],
  ['/gone', 'answered 404'],
] as const)('%s is a problem with its reason', async ([path, why], { fetchHere }) => {
  expect(await fetchHere(path)).toEqual({ problem: expect.stringContaining(why) })
})

plain.for([
  'https://127.0.0.1/a.ics',
  'https://[::ffff:10.0.0.1]/a.ics',
  'https://169.254.169.254/a.ics',
  'https://8.8.8.8:8443/a.ics',
])('%s is never asked', async (url) => {
  expect(await fetchCalendar(url)).toEqual({
    problem: expect.stringContaining('not a public address'),
  })
})
