import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { changeTeam } from '#core/teams/settings.ts'
import { prioritiseTicket } from '#core/tickets/change.ts'
import { queueDue } from '#core/tickets/due.ts'
import { readTicket } from '#core/tickets/find.ts'
import { readConversation, readTimeline } from '#core/tickets/story.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { people } from '#db/schema/people.ts'
import { tickets } from '#db/schema/tickets.ts'
import { answer, hear, test } from '#tests/ingest/outbound/mail-out.ts'
import type { factories } from '#tests/support/factories.ts'
import { drain, queued } from '#tests/support/jobs.ts'

const day = 24 * 60 // Minutes.

/** A ticket that was answered just now, of a team that reminds after two days. */
async function answered(desk: App, a: ReturnType<typeof factories>, from = 'ada@example.org') {
  const team = await a.homeTeam()
  await perform(desk, null, (work) => changeTeam(work, team, { remindAfterHours: 48 }))
  const agent = await a.agent()
  const ticket = await a.ticket({ from })
  await answer(desk, agent, ticket)
  await drain(desk)
  return { ticket, agent }
}

async function sweep(desk: App) {
  await perform(desk, null, (work) => queueDue(work))
  await drain(desk)
}

function look(desk: App, ticket: TicketId) {
  return read(desk, null, async (db) => ({
    status: (await readTicket(db, ticket)).status,
    events: (await readTimeline(db, ticket)).items.map(({ kind }) => kind),
  }))
}

test('a silent requester is reminded once, and after the same span the ticket is resolved', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const { ticket } = await answered(desk, a)
  const before = sink.received.length

  pass(2 * day - 1)
  await sweep(desk)
  expect(sink.received.length).toBe(before)
  pass(1)
  await sweep(desk)
  await sweep(desk)
  expect(sink.received.length).toBe(before + 1)
  expect(sink.received.at(-1)?.raw.toString()).toContain('Auto-Submitted: auto-generated')
  expect(await look(desk, ticket)).toMatchObject({ status: 'awaiting_customer' })

  pass(2 * day - 1)
  await sweep(desk)
  expect(await look(desk, ticket)).toMatchObject({ status: 'awaiting_customer' })
  pass(1)
  await sweep(desk)
  await sweep(desk)
  const { status, events } = await look(desk, ticket)
  expect(status).toBe('resolved')
  expect(events.filter((kind) => kind === 'reminded' || kind === 'fell_silent').sort()).toEqual([
    'fell_silent',
    'reminded',
  ])
})

test('what the requester writes cancels all, and our next answer begins anew', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const { ticket, agent } = await answered(desk, a)
  pass(2 * day)
  await sweep(desk)
  await hear(desk, ticket)
  pass(3 * day)
  await sweep(desk)
  expect(await look(desk, ticket)).toMatchObject({ status: 'open' })

  await answer(desk, agent, ticket)
  await drain(desk)
  const before = sink.received.length
  pass(2 * day)
  await sweep(desk)
  expect(sink.received.length).toBe(before + 1)
  expect(await look(desk, ticket)).toMatchObject({ status: 'awaiting_customer' })
})

test('the reminder speaks the language of the requester', async ({ desk, sink, a, pass }) => {
  const { ticket } = await answered(desk, a)
  await perform(desk, null, async (work) => {
    const { requesterId } = await holdTicket(work, ticket)
    await work.tx.update(people).set({ language: 'de' }).where(eq(people.id, requesterId))
  })
  pass(2 * day)
  await sweep(desk)
  const said = await read(desk, null, (db) => readConversation(db, ticket))
  expect(said.items.at(-1)).toMatchObject({ automatic: true })
  expect(said.items.at(-1)?.text).toContain('nichts von Ihnen gehört')
  expect(sink.received.at(-1)?.raw.toString()).toContain('Brauchen')
})

test('what is critical, and what we have not answered by mail, ends by no clock', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const { ticket, agent } = await answered(desk, a)
  await perform(desk, agent, (work) => prioritiseTicket(work, ticket, 'CRITICAL'))
  const byHand = await a.ticket({ status: 'awaiting_customer', from: 'bob@example.org' })
  await perform(desk, null, async (work) => {
    await work.tx
      .update(tickets)
      .set({ lastAgentMessageAt: work.now }) // As of history that was imported.
      .where(eq(tickets.id, byHand))
  })
  const before = sink.received.length
  pass(9 * day)
  await perform(desk, null, (work) => queueDue(work))
  expect(await queued(desk)).not.toContain('desk.silent')
  await drain(desk)
  expect(sink.received.length).toBe(before)
  for (const one of [ticket, byHand])
    expect(await look(desk, one)).toMatchObject({ status: 'awaiting_customer' })
})

test('what is resolved closes after the span of its team, and a lost wake-up is caught', async ({
  desk,
  a,
  pass,
}) => {
  const team = await a.homeTeam()
  await perform(desk, null, (work) => changeTeam(work, team, { closeAfterHours: 72 }))
  const ticket = await a.ticket({ status: 'resolved' })
  const asleep = await a.ticket({ status: 'on_hold' })
  await perform(desk, null, (work) =>
    work.tx.update(tickets).set({ snoozedUntil: work.now }).where(eq(tickets.id, asleep)),
  )
  pass(3 * day - 1)
  await sweep(desk)
  expect(await look(desk, ticket)).toMatchObject({ status: 'resolved' })
  expect(await look(desk, asleep)).toMatchObject({ status: 'open' })
  pass(1)
  await sweep(desk)
  expect(await look(desk, ticket)).toMatchObject({ status: 'closed' })
})
