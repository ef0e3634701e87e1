/// <reference types="vite/client" />
import { expect, onTestFinished } from 'vitest'
import type { Agent } from '#core/actor.ts'
import type { App } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { answer } from '#tests/ingest/outbound/mail-out.ts'
import { asOwner } from '#tests/support/database.ts'
import { dataFolder, startDeskwire } from '#tests/support/process.ts'
import { type Answer, startSink } from '#tests/support/sink.ts'
import { test } from '#tests/support/test.ts'

/** All of it waits for real, for six minutes: `npm test -- --mode full tests/journeys/replies.test.ts`. */
const isFull = import.meta.env.MODE === 'full'
const { replies, kills } = isFull ? { replies: 500, kills: 10 } : { replies: 100, kills: 3 }

test(`killed ${kills} times under a relay that fails at random, ${replies} answers leave or are seen to have failed`, async ({
  own,
}) => {
  const { app, a, database } = own
  const attempts = new Map<string, (Answer | '250 OK')[]>()
  const sink = await startSink((raw) => {
    const id = messageId(raw)
    const before = attempts.get(id) ?? []
    const answer = before.length < 2 ? atRandom() : undefined
    attempts.set(id, [...before, answer ?? '250 OK'])
    return answer
  })
  onTestFinished(sink.close)
  const env = {
    DATABASE_URL: database.ownerUrl,
    DESKWIRE_DATA: dataFolder(),
    DESKWIRE_ROLES: 'worker',
    SMTP_URL: sink.url,
    UNDO_SECONDS: '0',
    LOG_LEVEL: 'silent',
  }
  const agent = await a.agent()
  const tickets = await Promise.all(Array.from({ length: 20 }, () => a.ticket()))

  for (let round = 0; round < kills; round += 1) {
    const desk = await startDeskwire(env)
    const writing = answerAll(app, agent, tickets, Math.ceil(replies / kills))
    await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 1500))
    await desk.kill()
    await writing
    if (!isFull) await hourPasses(database.ownerUrl)
  }

  const desk = await startDeskwire(env)
  await settled(database.ownerUrl)
  expect(await desk.stop()).toBe(0)

  const rows = await outcome(database.ownerUrl)
  expect(rows.length).toBeGreaterThanOrEqual(replies)
  for (const { id, state, reason, told } of rows) {
    const answers = attempts.get(id) ?? []
    expect.soft(told, `${id} is told of on its ticket: ${reason}`).toBe(state)
    if (state === 'sent') expect.soft(answers, reason).toContain('250 OK')
    else expect.soft(answers.at(-1), reason).toMatch(/^5/)
  }
  // Its agent is told of those that failed, which is another matter.
  const mails = sink.received.filter(({ raw }) => !messageId(raw).includes('.notice@'))
  const bytes = Map.groupBy(mails, ({ raw }) => messageId(raw))
  expect([...bytes.keys()].toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
  for (const copies of bytes.values())
    for (const { raw } of copies) expect(copies[0]?.raw.equals(raw)).toBe(true)

  const taken = mails.filter(({ taken }) => taken).length
  const sent = rows.filter(({ state }) => state === 'sent').length
  expect(taken).toBeGreaterThanOrEqual(sent)
  expect(taken - sent).toBeLessThanOrEqual(kills * 8) // What was under way when the process died.
}, 400_000)

function atRandom(): Answer | undefined {
  const dice = Math.random()
  if (dice < 0.15) return '451 4.3.0 Later'
  if (dice < 0.2) return '421 4.3.2 Going down'
  if (dice < 0.25) return '554 5.7.1 Never'
  return dice < 0.4 ? 'drop' : undefined
}

function messageId(raw: Buffer): string {
  return /^Message-ID: <(.*)>\r$/im.exec(raw.toString('latin1'))?.[1] ?? ''
}

/** Agents who go on writing whether the workers live or not. */
async function answerAll(app: App, agent: Agent, tickets: TicketId[], count: number) {
  for (let n = 0; n < count; n += 1) {
    const ticket = tickets[n % tickets.length]
    if (ticket) await answer(app, agent, ticket, { text: `Answer ${n}` })
  }
}

/** What a desk that is down would wait for. */
function hourPasses(url: string) {
  return asOwner(url, async (sql) => {
    await sql`update outbound set locked_until = locked_until - interval '1 hour' where state = 'sending'`
    await sql`update pgboss.job set state = 'created' where name = 'mail.deliver' and state = 'active'`
  })
}

/** Until no answer is under way. Its waits between attempts are made short, unless all is done for real. */
function settled(url: string) {
  return asOwner(url, async (sql) => {
    for (;;) {
      const [row] =
        await sql`select count(*)::int as open from outbound where state in ('queued', 'sending')`
      if (row?.open === 0) return
      if (!isFull) {
        await sql`update outbound set not_before = not_before - interval '1 hour' where state = 'queued'`
        await sql`update pgboss.job set start_after = start_after - interval '1 hour'
          where name = 'mail.deliver' and state < 'active' and start_after > now()`
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  })
}

/** Each answer, and what its ticket tells of it. */
function outcome(url: string) {
  return asOwner(url, async (sql) => {
    const rows = await sql<{ id: string; state: string; reason: string; told: string | null }[]>`
      select header_message_id as id, state, reason, (
        select case kind when 'sent' then 'sent' when 'not_sent' then 'failed' end from events
        where ticket_id = outbound.ticket_id and kind in ('sent', 'not_sent')
          and (details ->> 'messageId')::int = outbound.message_id) as told
      from outbound`
    return [...rows]
  })
}
