import { buffer } from 'node:stream/consumers'
import { simpleParser } from 'mailparser'
import postgres from 'postgres'
import { SMTPServer } from 'smtp-server'

/**
 * The raw limits, as a process of their own: DATABASE_URL commit|parse. `commit` stores the raw bytes and answers;
 * `parse` parses first and commits ticket, message and event, as the least a help desk could do.
 */
const [url = '', kind] = process.argv.slice(2)
const sql = postgres(url, { max: 16, onnotice: () => {} })
await sql`create table if not exists limit_mails (id int generated always as identity primary key, raw bytea not null)`
await sql`create table if not exists limit_tickets (id int generated always as identity primary key, subject text, status text)`
await sql`create table if not exists limit_messages (id int generated always as identity primary key, ticket_id int, message_id text, body text, html text)`
await sql`create index if not exists limit_messages_message_id on limit_messages (message_id)`
await sql`create table if not exists limit_events (id int generated always as identity primary key, ticket_id int, kind text, at timestamptz default now())`

async function commit(raw: Buffer): Promise<void> {
  await sql`insert into limit_mails (raw) values (${raw})`
}

async function parse(raw: Buffer): Promise<void> {
  const mail = await simpleParser(raw)
  await sql.begin(async (tx) => {
    const [parent] = mail.inReplyTo
      ? await tx`select ticket_id from limit_messages where message_id = ${mail.inReplyTo}`
      : []
    const [ticket] = parent
      ? [{ id: parent.ticket_id }]
      : await tx`insert into limit_tickets (subject, status) values (${mail.subject ?? ''}, 'new') returning id`
    await tx`insert into limit_messages (ticket_id, message_id, body, html)
      values (${ticket?.id}, ${mail.messageId ?? ''}, ${mail.text ?? ''}, ${mail.html || null})`
    await tx`insert into limit_events (ticket_id, kind) values (${ticket?.id}, 'opened')`
  })
}

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onData(stream, _session, done) {
    buffer(stream)
      .then(kind === 'parse' ? parse : commit)
      .then(() => done(), done)
  },
})
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address()
  process.stdout.write(
    `READY ${JSON.stringify({ smtp: typeof address === 'object' ? address?.port : 0 })}\n`,
  )
})
