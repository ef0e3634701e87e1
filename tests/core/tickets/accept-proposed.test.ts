import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { acceptProposed, dropParticipant } from '#core/tickets/accept-proposed.ts'
import { answerAddresses, type Part, proposeParts } from '#core/tickets/participants.ts'
import { readTimeline } from '#core/tickets/story.ts'
import { whoTakesPart } from '#core/tickets/who-takes-part.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { test } from '#tests/support/test.ts'

const propose = (app: App, id: TicketId, part: Part) =>
  perform(app, null, (work) => proposeParts(work, id, [part]))

const rolesOf = (app: App, id: TicketId) =>
  read(app, null, async (db) => (await whoTakesPart(db, id)).map(({ role }) => role))

test('somebody named in Cc gets answers once they are accepted, and none once they are out', async ({
  app,
  a,
}) => {
  const agent = await a.agent()
  const id = await a.ticket({ from: 'ada@example.org' })
  const bob = await a.requester('bob@example.org', 'Bob')
  await propose(app, id, bob)
  const cc = () => read(app, null, async (db) => (await answerAddresses(db, id)).cc)
  expect(await cc()).toEqual([])

  for (let twice = 0; twice < 2; twice += 1)
    await perform(app, agent, (work) => acceptProposed(work, id, bob.personId))
  expect(await cc()).toEqual(['bob@example.org'])

  await perform(app, agent, (work) => dropParticipant(work, id, bob.personId))
  expect(await rolesOf(app, id)).toEqual(['requester'])
  const { items } = await read(app, null, (db) => readTimeline(db, id))
  expect(items.map(({ kind, details }) => [kind, details.address])).toEqual([
    ['dropped', 'bob@example.org'],
    ['accepted', 'bob@example.org'],
    ['opened', undefined],
  ])
})

test('the requester stays, a stranger is nobody, and an address that takes no mail gets none', async ({
  app,
  a,
}) => {
  const agent = await a.agent()
  const id = await a.ticket()
  const odd = await a.requester('odd(name)@example.org')
  await propose(app, id, odd)
  const [requester] = await read(app, null, (db) => whoTakesPart(db, id))
  if (!requester) throw new Error('a ticket without a requester')
  const ask = (todo: typeof acceptProposed, person: typeof requester.id) =>
    perform(app, agent, (work) => todo(work, id, person))

  await expect(ask(dropParticipant, requester.id)).rejects.toMatchObject({ code: 'wrong-input' })
  await expect(ask(acceptProposed, agent.personId)).rejects.toMatchObject({ code: 'not-found' })
  await expect(ask(acceptProposed, odd.personId)).rejects.toThrow('Mail cannot be sent to')
  expect(await rolesOf(app, id)).toEqual(['requester', 'proposed'])
})

test('an agent of another team changes nobody’s part', async ({ app, a }) => {
  const stranger = await a.agent({ teams: [await a.team()] })
  const id = await a.ticket()
  const bob = await a.requester()
  await propose(app, id, bob)

  await expect(
    perform(app, stranger, (work) => acceptProposed(work, id, bob.personId)),
  ).rejects.toMatchObject({ code: 'not-found' })
})
