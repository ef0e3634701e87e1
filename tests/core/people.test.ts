import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { addAgent, agentById } from '#core/people/agents.ts'
import { findOrAddPerson } from '#core/people/find-or-add.ts'
import { inviteFirstAdmin, setUpFirstAdmin } from '#core/people/first-admin.ts'
import { verifyPassword } from '#core/people/sign-in.ts'
import { addToken, agentByToken } from '#core/people/tokens.ts'
import { people, tokens } from '#db/schema/people.ts'
import { authAccounts } from '#db/schema/sign-in.ts'
import { test } from '#tests/support/test.ts'

const door = { via: 'api' } as const
const admin = { email: 'Root@desk.test', name: 'Root', password: 'correct horse battery' }

test('many first mails of one sender at once make one person', async ({ own: { app } }) => {
  const ids = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      perform(app, null, (work) =>
        findOrAddPerson(work, n % 2 ? 'New@Example.org' : 'new@example.org', 'New'),
      ),
    ),
  )
  expect(new Set(ids).size).toBe(1)
})

test('a name is learned once, and a later mail cannot change it', async ({ app }) => {
  const id = await perform(app, null, (work) => findOrAddPerson(work, 'x@example.org', ''))
  await perform(app, null, (work) => findOrAddPerson(work, 'x@example.org', 'Xenia\u202e\n'))
  await perform(app, null, (work) => findOrAddPerson(work, 'x@example.org', 'Help Desk'))
  const [person] = await read(app, null, (db) => db.select().from(people).where(eq(people.id, id)))
  expect(person?.name).toBe('Xenia')
})

test('an agent has a hashed password, teams, and cannot be made twice', async ({ app, a }) => {
  const teamId = await a.homeTeam()
  const make = () =>
    perform(app, null, (work) => addAgent(work, { ...admin, role: 'lead', teamIds: [teamId] }))
  const id = await make()
  expect(await read(app, null, (db) => agentById(db, id, door))).toMatchObject({
    role: 'lead',
    teamIds: [teamId],
  })
  const [account] = await read(app, null, (db) => db.select().from(authAccounts))
  expect(account?.password).toMatch(/^\$argon2id\$/)
  expect(await verifyPassword(account?.password ?? '', admin.password)).toBe(true)
  await expect(make()).rejects.toMatchObject({ code: 'already-exists' })
})

test('a short password is refused with what it needs', async ({ app }) => {
  await expect(
    perform(app, null, (work) =>
      addAgent(work, { ...admin, password: 'short', role: 'agent', teamIds: [] }),
    ),
  ).rejects.toThrow('at least 12 characters')
})

test('the set-up link makes one admin, once', async ({ app }) => {
  const token = await perform(app, null, inviteFirstAdmin)
  expect(token).toBeTypeOf('string')
  const setUp = (email: string) =>
    perform(app, null, (work) => setUpFirstAdmin(work, token ?? '', { ...admin, email }))
  await setUp('first@desk.test')
  await expect(setUp('second@desk.test')).rejects.toMatchObject({ code: 'link-not-valid' })
  expect(await perform(app, null, inviteFirstAdmin)).toBeNull()
})

test('a new start makes the earlier link worthless', async ({ app }) => {
  const earlier = await perform(app, null, inviteFirstAdmin)
  await perform(app, null, inviteFirstAdmin)
  await expect(
    perform(app, null, (work) => setUpFirstAdmin(work, earlier ?? '', admin)),
  ).rejects.toMatchObject({ code: 'link-not-valid' })
})

test('the set-up link expires', async ({ app, pass }) => {
  const token = await perform(app, null, inviteFirstAdmin)
  pass(24 * 60 + 1)
  await expect(
    perform(app, null, (work) => setUpFirstAdmin(work, token ?? '', admin)),
  ).rejects.toMatchObject({
    code: 'link-not-valid',
  })
})

test('a token is kept as a hash only, and opens nothing once revoked', async ({ app, a }) => {
  const agent = await a.agent()
  const token = await perform(app, null, (work) =>
    addToken(work, agent.personId, { name: 'script', scopes: ['*'] }),
  )
  const [kept] = await read(app, null, (db) => db.select().from(tokens))
  expect(JSON.stringify(kept)).not.toContain(token)
  expect(await read(app, null, (db) => agentByToken(db, token, door))).toMatchObject({
    agent: { name: agent.name },
  })
  expect(await read(app, null, (db) => agentByToken(db, `${token}x`, door))).toBeUndefined()
  await perform(app, null, (work) => work.tx.update(tokens).set({ revokedAt: work.now }))
  expect(await read(app, null, (db) => agentByToken(db, token, door))).toBeUndefined()
})
