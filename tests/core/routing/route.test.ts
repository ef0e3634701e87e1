import { describe, expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { deactivateAgent } from '#core/people/deactivate.ts'
import { setPresence } from '#core/people/presence.ts'
import { why } from '#core/routing/decide.ts'
import { routeTicket } from '#core/routing/route.ts'
import { changeTeam } from '#core/teams/settings.ts'
import { assignTicket, claimTicket } from '#core/tickets/assign.ts'
import { markSensitive, moveTicket, prioritiseTicket } from '#core/tickets/change.ts'
import { openTicket } from '#core/tickets/open.ts'
import { deleteTicket, restoreTicket } from '#core/tickets/put-away.ts'
import { reopenTicket } from '#core/tickets/reopen.ts'
import { snoozeTicket } from '#core/tickets/snooze.ts'
import { readTimeline } from '#core/tickets/story.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import { drain, queued } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'
import { explained, ownerOf, teamThatAssigns } from './desk-that-assigns.ts'

test('a new ticket goes to an agent, with an event and an explanation that name the fact', async ({
  app,
  a,
}) => {
  const { team } = await teamThatAssigns(app, a, 'least_loaded', [
    { name: 'Ana', capacity: 8 },
    { name: 'Ben', capacity: 8 },
  ])
  const first = await a.ticket({ team })
  const second = await a.ticket({ team })

  await drain(app)

  expect(await ownerOf(app, first)).toBe('Ana')
  expect(await explained(app, first, team)).toContain('Assigned to Ana: first in the list')
  expect(await explained(app, second, team)).toBe('Assigned to Ben: least loaded: 0 of 8 tickets.')
  const { items } = await read(app, null, (db) => readTimeline(db, second))
  expect(items[0]).toMatchObject({
    kind: 'assigned',
    details: { because: 'least loaded: 0 of 8 tickets', changes: { status: ['new', 'open'] } },
  })
})

test('a team that assigns by hand pays no job and no decision', async ({ app, a }) => {
  const agent = await a.agent()
  const ticket = await a.ticket({ assignee: agent.personId })
  await perform(app, agent, (work) => assignTicket(work, ticket, null))
  await perform(app, agent, (work) => moveTicket(work, ticket, 'resolved'))
  await perform(app, agent, (work) => reopenTicket(work, ticket))

  expect((await queued(app)).filter((job) => /route|drain/.test(job))).toEqual([])
  await drain(app)
  expect(await read(app, null, (db) => why(db, ticket))).toEqual([])
})

describe('what is left alone', () => {
  const ways = {
    claimed: 'claimed',
    'on hold': 'on_hold',
    asleep: 'asleep',
    resolved: 'resolved',
    closed: 'closed',
    deleted: 'deleted',
  } as const

  test.for(Object.entries(ways))(
    'a ticket that is %s when its turn comes',
    async ([, way], { app, a }) => {
      const { team } = await teamThatAssigns(app, a, 'round_robin', [{ name: 'Ana' }])
      const other = await a.agent({ name: 'Admin', role: 'admin', teams: [team] })
      await perform(app, null, (work) => setPresence(work, other.personId, { presence: 'away' }))
      const ticket = await a.ticket({ team })
      await perform(app, other, async (work) => {
        if (way === 'claimed') await claimTicket(work, ticket)
        else if (way === 'asleep')
          await snoozeTicket(work, ticket, new Date('2026-04-01T09:00:00Z'))
        else if (way === 'deleted') await deleteTicket(work, ticket)
        else await moveTicket(work, ticket, way)
      })

      await drain(app)

      const rows = await read(app, null, (db) => why(db, ticket))
      expect(rows).toEqual([])
    },
  )
})

test('what wakes, is restored or is no longer sensitive is given out again', async ({
  app,
  a,
  pass,
}) => {
  const { team } = await teamThatAssigns(app, a, 'round_robin', [{ name: 'Ana' }])
  const asleep = await a.ticket({ team })
  const deleted = await a.ticket({ team })
  const secret = await a.ticket({ team })
  await perform(app, null, async (work) => {
    await snoozeTicket(work, asleep, new Date('2026-03-02T10:00:00Z'))
    await deleteTicket(work, deleted)
    await markSensitive(work, secret, true)
  })
  await drain(app)
  expect(await ownerOf(app, secret)).toBeUndefined()
  expect(await explained(app, secret, team)).toContain('it is sensitive')

  pass(61)
  await perform(app, null, async (work) => {
    await restoreTicket(work, deleted)
    await markSensitive(work, secret, false)
  })
  await drain(app)

  for (const ticket of [asleep, deleted, secret]) {
    expect(await ownerOf(app, ticket)).toBe('Ana')
    await explained(app, ticket, team)
  }
})

test('a second run of the job changes nothing', async ({ app, a }) => {
  const { team } = await teamThatAssigns(app, a, 'round_robin', [{ name: 'Ana' }, { name: 'Ben' }])
  const ticket = await a.ticket({ team })
  await drain(app)
  const before = await read(app, null, (db) => why(db, ticket))

  await perform(app, null, (work) => routeTicket(work, ticket, true))

  expect(await read(app, null, (db) => why(db, ticket))).toEqual(before)
})

test('no one who can take it: it stays in the queue and says why', async ({ app, a }) => {
  const { team, idOf } = await teamThatAssigns(app, a, 'round_robin', [
    { name: 'Ana', capacity: 0 },
    { name: 'Ben' },
  ])
  await perform(app, null, (work) => setPresence(work, idOf('Ben'), { presence: 'away' }))
  const ticket = await a.ticket({ team })

  await drain(app)

  expect(await ownerOf(app, ticket)).toBeUndefined()
  expect(await explained(app, ticket, team)).toMatch(
    /^Stays in the queue of Team \d+: nobody can take it \(Ana: 0 of 0 tickets; Ben: away\)\.$/,
  )
})

test('skills that a team asks for decide who can take its tickets', async ({ app, a }) => {
  const { team } = await teamThatAssigns(app, a, 'skill_best', [
    { name: 'Ana', skills: { billing: 2 } },
    { name: 'Ben', skills: { billing: 4 } },
    { name: 'Cem', skills: { billing: 3 } },
  ])
  await perform(app, null, (work) => changeTeam(work, team, { skills: { billing: 3 } }))
  const ticket = await a.ticket({ team })

  await drain(app)

  expect(await explained(app, ticket, team)).toBe('Assigned to Ben: knows most: billing 4.')
  const [decision] = await read(app, null, (db) => why(db, ticket))
  expect(decision?.details).toMatchObject({
    others: [
      { name: 'Cem', why: 'knows less: billing 3' },
      { name: 'Ana', why: 'billing 2 of 3 needed' },
    ],
  })
})

test('a ticket that another team hands over is given out there', async ({ app, a }) => {
  const { team } = await teamThatAssigns(app, a, 'round_robin', [{ name: 'Ana' }])
  const ticket = await a.ticket()

  await perform(app, null, (work) => transferTicket(work, ticket, team))
  await drain(app)

  expect(await ownerOf(app, ticket)).toBe('Ana')
  await explained(app, ticket, team)
})

test('whoever it is taken from by hand does not get it straight back', async ({ app, a }) => {
  const { team, idOf } = await teamThatAssigns(app, a, 'least_loaded', [
    { name: 'Ana' },
    { name: 'Ben' },
  ])
  const busy = await a.ticket({ team, assignee: idOf('Ben') })
  const ticket = await a.ticket({ team })
  await drain(app)
  expect(await ownerOf(app, ticket)).toBe('Ana')

  const ana = await a.actor(idOf('Ana'))
  await perform(app, ana, (work) => assignTicket(work, ticket, null))
  await drain(app)

  expect(await ownerOf(app, ticket)).toBe('Ben')
  expect(await ownerOf(app, busy)).toBe('Ben')
  await explained(app, ticket, team)
})

describe('follow-ups', () => {
  test('go to whoever had the conversation before, or by the strategy where the team says so', async ({
    app,
    a,
  }) => {
    const { team, idOf } = await teamThatAssigns(app, a, 'round_robin', [
      { name: 'Ana' },
      { name: 'Ben' },
    ])
    const before = await a.ticket({ team, assignee: idOf('Ben'), status: 'closed' })
    const requester = await a.requester()
    const goOn = () =>
      perform(app, null, (work) =>
        openTicket(work, {
          subject: 'Again',
          teamId: team,
          requester,
          follows: before,
          first: {
            channel: 'email',
            direction: 'inbound',
            visibility: 'public',
            authorId: requester.personId,
            text: 'It burns again.',
          },
        }),
      )
    const { ticketId: next } = await goOn()
    await drain(app)
    expect(await explained(app, next, team)).toBe('Assigned to Ben: had the conversation before.')

    await perform(app, null, (work) => changeTeam(work, team, { followUpToLast: false }))
    const { ticketId: other } = await goOn()
    await drain(app)
    expect(await explained(app, other, team)).toContain('Assigned to Ana')
  })

  test('a reopened ticket stays with its owner, and goes on without one who is gone', async ({
    app,
    a,
  }) => {
    const { team, idOf } = await teamThatAssigns(app, a, 'round_robin', [
      { name: 'Ana' },
      { name: 'Ben' },
    ])
    const kept = await a.ticket({ team, assignee: idOf('Ben'), status: 'resolved' })
    const orphan = await a.ticket({ team, assignee: idOf('Ana'), status: 'resolved' })
    await perform(app, null, (work) => deactivateAgent(work, idOf('Ana')))
    await perform(app, null, async (work) => {
      await reopenTicket(work, kept)
      await reopenTicket(work, orphan)
    })

    await drain(app)

    expect(await ownerOf(app, kept)).toBe('Ben')
    expect(await ownerOf(app, orphan)).toBe('Ben')
    await explained(app, orphan, team)
  })
})

test('a more urgent ticket that waits goes before a new one', async ({ app, a }) => {
  const { team } = await teamThatAssigns(app, a, 'round_robin', [{ name: 'Ana', capacity: 1 }])
  const first = await a.ticket({ team })
  await drain(app)
  const old = await a.ticket({ team })
  const urgent = await a.ticket({ team })
  await perform(app, null, (work) => prioritiseTicket(work, urgent, 'CRITICAL'))
  await drain(app)
  await perform(app, null, (work) => moveTicket(work, first, 'resolved'))
  const newest = await a.ticket({ team })
  await perform(app, null, (work) => routeTicket(work, newest))

  expect(await ownerOf(app, newest)).toBeUndefined()
  await drain(app)

  expect(await ownerOf(app, urgent)).toBe('Ana')
  expect(await ownerOf(app, old)).toBeUndefined()
  expect(await ownerOf(app, newest)).toBeUndefined()
  for (const ticket of [first, old, urgent]) await explained(app, ticket, team)
})
