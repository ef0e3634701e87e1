import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { addRule } from '#core/routing/rule-keep.ts'
import { rateTicket } from '#core/surveys/answer.ts'
import { averageRating, findSurveys, surveyOf } from '#core/surveys/find.ts'
import { changeTeam } from '#core/teams/settings.ts'
import { queueDue } from '#core/tickets/due.ts'
import { readTicket } from '#core/tickets/find.ts'
import { reopenTicket } from '#core/tickets/reopen.ts'
import { readTimeline } from '#core/tickets/story.ts'
import { tagTicket } from '#core/tickets/tag.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { test } from '#tests/ingest/outbound/mail-out.ts'
import type { factories } from '#tests/support/factories.ts'
import { drain, queued } from '#tests/support/jobs.ts'

const hour = 60 // Minutes.

async function asking(desk: App, a: ReturnType<typeof factories>) {
  const team = await a.homeTeam()
  await perform(desk, null, (work) => changeTeam(work, team, { surveys: true }))
  return team
}

async function sweep(desk: App) {
  await perform(desk, null, (work) => queueDue(work))
  await drain(desk)
}

function survey(desk: App, ticket: TicketId) {
  return read(desk, null, (db) => surveyOf(db, ticket))
}

test('a requester is asked once, four hours after their ticket was resolved', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const team = await asking(desk, a)
  const ticket = await a.ticket({ status: 'resolved' })
  pass(4 * hour - 1)
  await sweep(desk)
  expect(sink.received).toEqual([])
  pass(1)
  await sweep(desk)
  pass(24 * hour)
  await sweep(desk)
  expect(sink.received).toHaveLength(1)
  expect(sink.received[0]?.raw.toString()).toContain('How did it go?')
  expect(await survey(desk, ticket)).toMatchObject({ teamId: team, answeredAt: null })
})

test('nobody is asked of what was reopened, is spam, or of a team that does not ask', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  await asking(desk, a)
  const elsewhere = await a.team('Quiet')
  await a.ticket({ status: 'resolved', team: elsewhere })
  const spam = await a.ticket({ status: 'resolved' })
  await perform(desk, null, (work) => tagTicket(work, spam, { add: ['spam'] }))
  const reopened = await a.ticket({ status: 'resolved' })
  pass(3 * hour)
  await perform(desk, null, (work) => reopenTicket(work, reopened))
  pass(3 * hour)
  await sweep(desk)
  expect(sink.received).toEqual([])
  await perform(desk, null, (work) => queueDue(work))
  expect(await queued(desk)).not.toContain('mail.survey')
})

test('an answer counts once, stands in the trail without its words, and in the average', async ({
  desk,
  a,
  pass,
}) => {
  const team = await asking(desk, a)
  const tickets = [await a.ticket({ status: 'resolved' }), await a.ticket({ status: 'resolved' })]
  pass(4 * hour)
  await sweep(desk)
  const [first, second] = tickets as [TicketId, TicketId]
  const rate = (id: TicketId, rating: number, comment = '') =>
    perform(desk, null, (work) => rateTicket(work, id, rating, comment))
  expect(await rate(first, 2, 'Slow, slow.')).toBe(true)
  expect(await rate(first, 5)).toBe(false)
  expect(await rate(second, 5)).toBe(true)

  expect(await survey(desk, first)).toMatchObject({ rating: 2, comment: 'Slow, slow.' })
  const { items } = await read(desk, null, (db) => readTimeline(db, first))
  const rated = items.filter(({ kind }) => kind === 'rated')
  expect(rated).toMatchObject([{ details: { changes: { rating: [null, 2] } } }])
  expect(JSON.stringify(rated)).not.toContain('Slow')
  const now = desk.clock()
  const asked = { from: new Date(now.getTime() - 1), before: new Date(now.getTime() + 1) }
  expect(await read(desk, null, (db) => averageRating(db, team, asked))).toEqual({
    average: 3.5,
    answers: 2,
  })
})

test('surveys are seen by those who see their tickets', async ({ desk, a, pass }) => {
  await asking(desk, a)
  const ticket = await a.ticket({ status: 'resolved' })
  pass(4 * hour)
  await sweep(desk)
  const near = await a.agent()
  const far = await a.agent({ teams: [await a.team('Far')] })
  const seen = (agent: typeof near) => read(desk, agent, (db) => findSurveys(db, {}))
  expect((await seen(near)).items).toMatchObject([{ ticketId: ticket }])
  expect((await seen(far)).items).toEqual([])
})

test('five automatic mails a day are the most that anybody gets, reminders and surveys among them', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  await asking(desk, a)
  for (let count = 0; count < 7; count += 1)
    await a.ticket({ status: 'resolved', from: 'ada@example.org' })
  pass(4 * hour)
  for (let hours = 0; hours < 10; hours += 1) {
    await sweep(desk)
    pass(hour + 1)
  }
  expect(sink.received).toHaveLength(5)
})

test('a bad rating sets off the rules that wait for one', async ({ desk, a, pass }) => {
  await asking(desk, a)
  await perform(desk, null, (work) =>
    addRule(work, {
      name: 'Unhappy',
      teamId: null,
      enabled: true,
      definition: {
        scope: 'update',
        fields: ['rating'],
        conditions: { fact: 'rating', op: 'less', value: 3 },
        actions: [{ do: 'tag', tags: ['unhappy'] }],
      },
    }),
  )
  const ticket = await a.ticket({ status: 'resolved' })
  pass(4 * hour)
  await sweep(desk)
  await perform(desk, null, (work) => rateTicket(work, ticket, 1))
  await drain(desk)
  expect((await read(desk, null, (db) => readTicket(db, ticket))).tags).toEqual(['unhappy'])
})
