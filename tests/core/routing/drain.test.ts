import { inArray, isNotNull } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { deactivateAgent } from '#core/people/deactivate.ts'
import { setPresence } from '#core/people/presence.ts'
import { changeProfile } from '#core/people/profile.ts'
import { drainBacklogs } from '#core/routing/drain-page.ts'
import { addMember } from '#core/teams/members.ts'
import { changeTeam } from '#core/teams/settings.ts'
import { moveTicket, prioritiseTicket } from '#core/tickets/change.ts'
import { receiveMessage } from '#core/tickets/receive.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { snoozeTicket } from '#core/tickets/snooze.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import { tickets } from '#db/schema/tickets.ts'
import { drain, queued } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'
import { explained, ownerOf, teamThatAssigns } from './desk-that-assigns.ts'
import { openMany } from './workers.ts'

interface Desk {
  app: App
  ana: PersonId
  other: TeamId
  taken: TicketId
}

describe('capacity appears when', () => {
  const ways: Record<string, (desk: Desk) => Promise<unknown>> = {
    'a ticket is resolved': ({ app, taken }) =>
      perform(app, null, (work) => moveTicket(work, taken, 'resolved')),
    'a ticket is closed': ({ app, taken }) =>
      perform(app, null, (work) => moveTicket(work, taken, 'closed')),
    'a ticket is put aside': ({ app, taken }) =>
      perform(app, null, (work) => snoozeTicket(work, taken, new Date('2026-04-01T09:00:00Z'))),
    'a ticket is handed to another team': ({ app, taken, other }) =>
      perform(app, null, (work) => transferTicket(work, taken, other)),
    'more is allowed': ({ app, ana }) =>
      perform(app, null, (work) => changeProfile(work, ana, { capacity: 2 })),
    'somebody comes back': async ({ app, ana }) => {
      await perform(app, null, (work) => setPresence(work, ana, { presence: 'away' }))
      await perform(app, null, (work) => changeProfile(work, ana, { capacity: 2 }))
      await perform(app, null, (work) => setPresence(work, ana, { presence: 'available' }))
    },
  }

  test.for(Object.entries(ways))(
    '%s, and the oldest ticket gets it',
    async ([, free], { app, a }) => {
      const { team, idOf } = await teamThatAssigns(app, a, 'round_robin', [
        { name: 'Ana', capacity: 1 },
      ])
      const taken = await a.ticket({ team })
      const oldest = await a.ticket({ team })
      const next = await a.ticket({ team })
      await drain(app)
      expect(await ownerOf(app, oldest)).toBeUndefined()

      await free({ app, taken, ana: idOf('Ana'), other: await a.homeTeam() })
      await drain(app)

      expect(await ownerOf(app, oldest)).toBe('Ana')
      expect(await ownerOf(app, next)).toBeUndefined()
      for (const ticket of [taken, oldest, next]) await explained(app, ticket, team)
    },
  )

  test('somebody joins the team', async ({ app, a }) => {
    const { team } = await teamThatAssigns(app, a, 'round_robin', [])
    const ticket = await a.ticket({ team })
    await drain(app)
    expect(await explained(app, ticket, team)).toContain('nobody in its team takes tickets')
    const { personId } = await a.agent({ name: 'Ben' })

    await perform(app, null, (work) => addMember(work, team, personId))
    await drain(app)

    expect(await ownerOf(app, ticket)).toBe('Ben')
  })

  test('the clock says that working hours have begun', async ({ app, a, pass }) => {
    const { team, idOf } = await teamThatAssigns(app, a, 'round_robin', [{ name: 'Ana' }])
    await perform(app, null, (work) =>
      changeProfile(work, idOf('Ana'), { workingHours: { 1: [['10:00', '12:00']] } }),
    )
    const ticket = await a.ticket({ team })
    await drain(app)
    expect(await explained(app, ticket, team)).toContain(
      'Ana: outside working hours (Mon 10:00–12:00 UTC)',
    )

    pass(60)
    await perform(app, null, drainBacklogs)
    await drain(app)

    expect(await ownerOf(app, ticket)).toBe('Ana')
  })
})

test('the clock asks nothing for queues that are empty or claimed by hand', async ({ app, a }) => {
  await teamThatAssigns(app, a, 'round_robin', [{ name: 'Ana' }])
  await a.ticket()
  await perform(app, null, drainBacklogs)
  expect((await queued(app)).filter((job) => job === 'desk.drain')).toHaveLength(1) // By its making.
  await drain(app)
  await perform(app, null, drainBacklogs)
  expect((await queued(app)).filter((job) => job === 'desk.drain')).toEqual([])
})

test('a team that begins to assign gives out its queue: the most urgent first, then the oldest', async ({
  app,
  a,
}) => {
  const { team } = await teamThatAssigns(app, a, 'manual', [{ name: 'Ana', capacity: 2 }])
  const old = await a.ticket({ team })
  const later = await a.ticket({ team })
  const urgent = await a.ticket({ team })
  await perform(app, null, (work) => prioritiseTicket(work, urgent, 'CRITICAL'))
  await drain(app)

  await perform(app, null, (work) => changeTeam(work, team, { strategy: 'round_robin' }))
  await drain(app)

  expect(await ownerOf(app, urgent)).toBe('Ana')
  expect(await ownerOf(app, old)).toBe('Ana')
  expect(await ownerOf(app, later)).toBeUndefined()
  expect(await explained(app, later, team)).toContain('Ana: 2 of 2 tickets')
})

test('a queue longer than a page is given out to its end, past those that nobody can take', async ({
  app,
  a,
}) => {
  const { team } = await teamThatAssigns(app, a, 'manual', [{ name: 'Ana' }])
  const ids = await openMany(app, a, [team], 105)
  await perform(app, null, async (work) => {
    await work.tx
      .update(tickets)
      .set({ skills: { welding: 1 } })
      .where(inArray(tickets.id, ids.slice(0, 100)))
    await changeTeam(work, team, { strategy: 'round_robin' })
  })

  await drain(app)

  const owned = await read(app, null, (db) =>
    db.select({ id: tickets.id }).from(tickets).where(isNotNull(tickets.assigneeId)),
  )
  expect(owned.map(({ id }) => id).sort()).toEqual(ids.slice(100))
  const [first = 0 as TicketId] = ids
  expect(await explained(app, first, team)).toContain('Ana: welding 0 of 1 needed')
}, 60_000)

describe('whoever is away with reassign gives back', () => {
  async function deskOf(app: App, a: Parameters<typeof teamThatAssigns>[1]) {
    const { team, idOf } = await teamThatAssigns(app, a, 'round_robin', [
      { name: 'Ana' },
      { name: 'Ben' },
    ])
    await perform(app, null, (work) => setPresence(work, idOf('Ben'), { presence: 'away' }))
    const waiting = await a.ticket({ team })
    const answered = await a.ticket({ team })
    await drain(app)
    await perform(app, null, (work) => setPresence(work, idOf('Ben'), { presence: 'available' }))
    return { team, idOf, waiting, answered }
  }

  test('what is unanswered and nothing else, and it finds another owner', async ({
    app,
    a,
    pass,
  }) => {
    const { team, idOf, waiting, answered } = await deskOf(app, a)
    const ana = await a.actor(idOf('Ana'))
    pass(5)
    await perform(app, ana, (work) =>
      replyToTicket(work, answered, { text: 'Done.', undoSeconds: 0 }),
    )

    await perform(app, ana, (work) => setPresence(work, ana.personId, { presence: 'reassign' }))
    await drain(app)

    expect(await ownerOf(app, waiting)).toBe('Ben')
    expect(await ownerOf(app, answered)).toBe('Ana')
    await explained(app, waiting, team)
  })

  test('what its requester writes about anew', async ({ app, a, pass }) => {
    const { idOf, answered, team } = await deskOf(app, a)
    const ana = await a.actor(idOf('Ana'))
    pass(5)
    await perform(app, ana, (work) =>
      replyToTicket(work, answered, { text: 'Done.', undoSeconds: 0 }),
    )
    await perform(app, ana, (work) => setPresence(work, ana.personId, { presence: 'reassign' }))
    await drain(app)

    pass(5)
    await perform(app, null, async (work) => {
      const ticket = await holdTicket(work, answered)
      await receiveMessage(work, ticket, {
        channel: 'email',
        direction: 'inbound',
        visibility: 'public',
        authorId: ticket.requesterId,
        text: 'It is not.',
      })
    })
    await drain(app)

    expect(await ownerOf(app, answered)).toBe('Ben')
    await explained(app, answered, team)
  })

  test('nothing, once they have come back', async ({ app, a }) => {
    const { idOf, waiting } = await deskOf(app, a)
    await perform(app, null, async (work) => {
      await setPresence(work, idOf('Ana'), { presence: 'reassign' })
      await setPresence(work, idOf('Ana'), { presence: 'available' })
    })
    await drain(app)
    expect(await ownerOf(app, waiting)).toBe('Ana')
  })
})

test('the tickets of somebody deactivated all go back, answered or not, in any team', async ({
  app,
  a,
  pass,
}) => {
  const { team, idOf } = await teamThatAssigns(app, a, 'round_robin', [{ name: 'Ana' }])
  const ana = await a.actor(idOf('Ana'))
  const byHand = await a.homeTeam()
  await a.join(byHand, ana.personId)
  const claimed = await a.ticket({ team: byHand, assignee: ana.personId })
  const answered = await a.ticket({ team, assignee: ana.personId })
  pass(5)
  await perform(app, ana, (work) =>
    replyToTicket(work, answered, { text: 'Done.', undoSeconds: 0 }),
  )
  const ended = await a.ticket({ team, assignee: ana.personId, status: 'resolved' })

  await perform(app, null, (work) => deactivateAgent(work, ana.personId))
  await drain(app)

  expect(await ownerOf(app, claimed)).toBeUndefined()
  expect(await ownerOf(app, answered)).toBeUndefined()
  expect(await ownerOf(app, ended)).toBe('Ana')
  expect(await explained(app, answered, team)).toContain('nobody in its team takes tickets')
})
