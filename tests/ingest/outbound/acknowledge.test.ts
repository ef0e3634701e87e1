import { eq, sql } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { acceptMail } from '#core/mails/accept.ts'
import { mailboxOf } from '#core/mails/recipients.ts'
import { verifyMessageId, verifyReplyToken } from '#core/mails/reply-token.ts'
import { suppressAddress } from '#core/mails/suppressions.ts'
import { saveTemplate } from '#core/mails/templates.ts'
import { setMailPolicy } from '#core/teams/mail-policy.ts'
import { readTicket } from '#core/tickets/find.ts'
import { readConversation, readTimeline } from '#core/tickets/story.ts'
import type { TeamId, TicketId } from '#db/schema/columns.ts'
import { mails } from '#db/schema/mails.ts'
import { acknowledge } from '#ingest/outbound/acknowledge.ts'
import type { factories } from '#tests/support/factories.ts'
import { drain } from '#tests/support/jobs.ts'
import type { Sink } from '#tests/support/sink.ts'
import { test } from './mail-out.ts'

type Make = ReturnType<typeof factories>

/** The home team, which acknowledges. */
async function acknowledging(desk: App, a: Make, acknowledgeHours = 24): Promise<TeamId> {
  const team = await a.homeTeam()
  await perform(desk, null, (work) => setMailPolicy(work, team, { acknowledgeHours }))
  return team
}

let count = 0

/** A mail comes in, is read, and whatever answers it leaves. Returns its ticket. */
async function comes(
  desk: App,
  {
    from = 'ada@example.org',
    fields = '',
    subject = 'Help',
    sender = from,
  }: { from?: string; fields?: string; subject?: string; sender?: string } = {},
) {
  const id = `${++count}@example.org`
  const raw = `From: Ada <${from}>\r\nTo: help@desk.test\r\nMessage-ID: <${id}>\r\nReferences: <before.${id}>\r\n${fields}Subject: ${subject}\r\n\r\nPlease buy ${count} watches at https://evil.example/\r\n`
  const mail = await perform(desk, null, async (work) => {
    const recipient = await mailboxOf(work.tx, 'help@desk.test')
    return acceptMail(work, {
      door: 'email',
      remoteAddress: null,
      envelopeFrom: sender,
      envelopeTo: ['help@desk.test'],
      recipients: recipient ? [recipient] : [],
      raw: Buffer.from(raw),
    })
  })
  await drain(desk)
  const [row] = await read(desk, null, (db) =>
    db.select({ ticket: mails.ticketId }).from(mails).where(eq(mails.id, mail)),
  )
  return { id, ticket: row?.ticket as TicketId } // Null for what opened none.
}

function sent(sink: Sink) {
  return Promise.all(sink.received.map(({ raw }) => simpleParser(raw)))
}

test('a mail that opens a ticket is acknowledged, in the form no program answers', async ({
  desk,
  sink,
  a,
}) => {
  await acknowledging(desk, a)
  const { id, ticket } = await comes(desk, { subject: 'Buy <b>now</b>' })

  expect(sink.received).toMatchObject([{ from: '', to: ['ada@example.org'] }])
  const [mail] = await sent(sink)
  expect(mail?.subject).toBe(`[#${ticket}] We have received your message`)
  expect(mail?.headers.get('auto-submitted')).toBe('auto-replied')
  expect(mail?.headers.get('x-auto-response-suppress')).toBe('All')
  expect(mail?.inReplyTo).toBe(`<${id}>`)
  expect(mail?.references).toEqual([`<before.${id}>`, `<${id}>`, mail?.messageId])
  expect(verifyMessageId(desk.keys, mail?.messageId ?? '')).toMatchObject({ ticketId: ticket })
  expect(verifyReplyToken(desk.keys, mail?.replyTo?.value[0]?.address ?? '')).toBe(ticket)
  expect(mail?.text).toContain(`ticket #${ticket}`)
  expect(sink.received[0]?.raw.toString()).not.toMatch(/watches|evil|Buy|Ada|##-/)
})

test('it stands in the conversation and in the timeline, and moves nothing', async ({
  desk,
  a,
}) => {
  await acknowledging(desk, a)
  const { ticket } = await comes(desk)

  const { items } = await read(desk, null, (db) => readConversation(db, ticket))
  expect(items[1]).toMatchObject({
    automatic: true,
    author: null,
    direction: 'outbound',
    delivery: { state: 'sent' },
  })
  expect(await read(desk, null, (db) => readTicket(db, ticket))).toMatchObject({
    status: 'new',
    firstResponseAt: null,
    lastAgentMessageAt: null,
  })
  const timeline = await read(desk, null, (db) => readTimeline(db, ticket))
  expect(timeline.items.map(({ kind }) => kind)).toEqual(['sent', 'acknowledged', 'opened'])
})

test('a team that has not asked for it acknowledges nothing', async ({ desk, sink, a }) => {
  await a.homeTeam()
  await comes(desk)
  expect(sink.received).toEqual([])
})

test.for([
  ['fields', 'Auto-Submitted: auto-generated\r\n'],
  ['fields', 'List-Id: <news.example.org>\r\n'],
  ['fields', 'Precedence: bulk\r\n'],
  ['from', 'no-reply@example.org'],
  ['sender', ''],
  ['sender', 'list-bounces@example.org'],
])('mail with %j %j is not acknowledged', async ([what, value], { desk, sink, a }) => {
  await acknowledging(desk, a)
  await comes(desk, { [String(what)]: value })
  expect(sink.received).toEqual([])
})

test('tickets that came by no mail are not acknowledged', async ({ desk, sink, a }) => {
  await acknowledging(desk, a)
  await a.ticket()
  await drain(desk)
  expect(sink.received).toEqual([])
})

test('one sender gets one in so many hours, and five a day; then it is on record', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  await acknowledging(desk, a, 1)
  for (let mail = 0; mail < 6; mail += 1) await comes(desk)
  await comes(desk, { from: 'ADA@example.org' })
  expect(sink.received).toHaveLength(1)

  for (let hour = 0; hour < 4; hour += 1) {
    pass(61)
    await comes(desk)
  }
  expect(sink.received).toHaveLength(5)

  pass(61)
  const { ticket } = await comes(desk)
  expect(sink.received).toHaveLength(5)
  const { items } = await read(desk, null, (db) => readTimeline(db, ticket))
  expect(items[0]).toMatchObject({
    kind: 'not_acknowledged',
    details: { reason: expect.stringContaining('ada@example.org got 5 automatic mails') },
  })

  await comes(desk, { from: 'bea@example.org' })
  expect(sink.received).toHaveLength(6)
  pass(24 * 60)
  await comes(desk)
  expect(sink.received).toHaveLength(7)
})

test('a desk that has sent very many within an hour sends no more, and says so', async ({
  desk,
  sink,
  a,
}) => {
  await acknowledging(desk, a)
  await comes(desk)
  await perform(desk, null, (work) =>
    work.tx.execute(sql`insert into outbound (kind, ticket_id, message_id, mailbox_id, "to", cc, header_message_id,
        state, not_before, created_at)
      select kind, ticket_id, message_id, mailbox_id, array['x' || n || '@example.org'], cc, 'x' || n,
        'cancelled', not_before, created_at from outbound, generate_series(1, 299) n`),
  )
  const { ticket } = await comes(desk, { from: 'bea@example.org' })
  expect(sink.received).toHaveLength(1)
  const { items } = await read(desk, null, (db) => readTimeline(db, ticket))
  expect(items[0]).toMatchObject({
    kind: 'not_acknowledged',
    details: { reason: expect.stringContaining('The desk sent 300 automatic mails') },
  })
})

test('a suppressed address gets none, and a job that runs again sends no second', async ({
  desk,
  sink,
  a,
}) => {
  await acknowledging(desk, a)
  await perform(desk, null, (work) => suppressAddress(work, 'bea@example.org', 'gone'))
  await comes(desk, { from: 'bea@example.org' })
  expect(sink.received).toEqual([])

  const { ticket } = await comes(desk)
  await acknowledge(desk, ticket)
  await drain(desk)
  expect(sink.received).toHaveLength(1)
})

test('it speaks the language of the team, and a template cannot break out of its subject', async ({
  desk,
  sink,
  a,
}) => {
  const teamId = await acknowledging(desk, a)
  await perform(desk, null, async (work) => {
    await setMailPolicy(work, teamId, { language: 'fr' })
    const place = { teamId: null, language: 'de', kind: 'acknowledgement' } as const
    await saveTemplate(work, place, { subject: 'Da', text: 'Da' })
  })
  await comes(desk)
  await perform(desk, null, (work) =>
    saveTemplate(
      work,
      { teamId, language: 'fr', kind: 'acknowledgement' },
      { subject: '{{team.name}}\r\nBcc: eve@example.org', text: 'Reçu' },
    ),
  )
  await comes(desk, { from: 'bea@example.org' })

  const [built, own] = await sent(sink)
  expect(built?.subject).toMatch(/^\[#\d+\] Nous avons bien reçu votre message$/)
  expect(own?.subject).toBe('Home Bcc: eve@example.org')
  expect(own?.text).toBe('Reçu\n')
  expect(sink.received[1]).toMatchObject({ to: ['bea@example.org'] })
  expect(own?.bcc).toBeUndefined()
})
