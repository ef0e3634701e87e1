import { createHash } from 'node:crypto'
import { serve } from '@hono/node-server'
import { isValidSlackRequest } from '@slack/bolt'
import { Hono } from 'hono'
import postgres from 'postgres'

/** The raw limit, as a process of its own: DATABASE_URL SECRET. It checks the signature, commits the body, answers. */
const [url = '', signingSecret = ''] = process.argv.slice(2)
const sql = postgres(url, { max: 12, onnotice: () => {} })
await sql`create table if not exists limit_inbox (id int generated always as identity primary key, key text not null unique, payload jsonb not null, at timestamptz not null default now())`

const door = new Hono()
door.post('/slack/events', async (c) => {
  const body = await c.req.text()
  const headers = {
    'x-slack-signature': c.req.header('x-slack-signature') ?? '',
    'x-slack-request-timestamp': Number(c.req.header('x-slack-request-timestamp')),
  }
  if (!isValidSlackRequest({ signingSecret, body, headers })) return c.body(null, 401)
  const key = createHash('sha256').update(body).digest('hex')
  await sql`insert into limit_inbox (key, payload) values (${key}, ${sql.json(JSON.parse(body))})
    on conflict do nothing`
  return c.body(null, 200)
})
serve({ fetch: door.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`READY ${JSON.stringify({ http: port })}\n`)
})
