import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { readTicket } from '#core/tickets/find.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import { readTimeline } from '#core/tickets/story.ts'
import { queued } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

test('resolving notes when, and who did it', async ({ app, a }) => {
  const ticket = await a.ticket()
  const agent = await a.agent()

  await perform(app, agent, (work) => resolveTicket(work, ticket))

  expect(await read(app, agent, (db) => readTicket(db, ticket))).toMatchObject({
    status: 'resolved',
    resolvedAt: app.clock(),
  })
  const { items } = await read(app, agent, (db) => readTimeline(db, ticket))
  expect(items[0]).toMatchObject({
    kind: 'resolved',
    actor: { id: agent.personId },
    details: { changes: { status: ['new', 'resolved'] } },
  })
})

test('a refusal leaves nothing behind, not even a job', async ({ app, a }) => {
  const ticket = await a.ticket({ status: 'closed' })
  const before = await queued(app)

  await expect(perform(app, null, (work) => resolveTicket(work, ticket))).rejects.toMatchObject({
    code: 'move-not-allowed',
  })
  expect(await queued(app)).toEqual(before)
  expect(await read(app, null, (db) => readTicket(db, ticket))).toMatchObject({ status: 'closed' })
})
