import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { verifyAudit } from '#core/audit/verify.ts'
import { escalateTicket } from '#core/tickets/escalate.ts'
import { closeTicket, resolveTicket } from '#core/tickets/resolve.ts'
import { readTimeline } from '#core/tickets/story.ts'
import { asOwner } from '#tests/support/database.ts'
import { test } from '#tests/support/test.ts'

test('an untouched trail verifies, and says how much was checked', async ({ app, a }) => {
  const ticket = await a.ticket()
  await perform(app, null, (work) => resolveTicket(work, ticket))
  const verdict = await perform(app, null, verifyAudit)
  expect(verdict).toMatchObject({ ok: true, broken: [] })
  expect(verdict.checked).toBeGreaterThan(3)
})

describe('someone with the keys to the database', () => {
  /** What an owner could do after taking the triggers off. */
  const tampering: [
    name: string,
    statement: (chain: string) => string,
    place: number,
    fault: RegExp,
  ][] = [
    [
      'edits a row',
      (chain) =>
        `update events set details = '{"reason":"none"}' where chain = '${chain}' and place = 2`,
      2,
      /edited/,
    ],
    [
      'changes who did it',
      (chain) => `update events set actor_id = 1 where chain = '${chain}' and place = 2`,
      2,
      /edited/,
    ],
    [
      'changes when',
      (chain) =>
        `update events set at = at - interval '1 day' where chain = '${chain}' and place = 2`,
      2,
      /edited/,
    ],
    [
      'removes a row',
      (chain) => `delete from events where chain = '${chain}' and place = 2`,
      3,
      /removed or reordered/,
    ],
    [
      'removes the last row',
      (chain) => `delete from events where chain = '${chain}' and place = 4`,
      4,
      /removed at the end/,
    ],
    [
      'removes all of them',
      (chain) => `delete from events where chain = '${chain}'`,
      4,
      /removed at the end/,
    ],
    [
      'swaps two rows',
      (
        chain,
      ) => `update events set place = case place when 2 then -3 else -2 end where chain = '${chain}' and place in (2, 3);
        update events set place = -place where chain = '${chain}' and place < 0`,
      2,
      /edited/,
    ],
  ]

  test.for(tampering)(
    '%s, and is found',
    async ([, statement, place, fault], { own: { app, a, database } }) => {
      const ticket = await a.ticket()
      await perform(app, null, (work) => escalateTicket(work, ticket, 'why'))
      await perform(app, null, (work) => resolveTicket(work, ticket))
      await perform(app, null, (work) => closeTicket(work, ticket))
      const chain = `ticket:${ticket}`

      await asOwner(database.ownerUrl, (db) =>
        db.unsafe(
          `alter table events disable trigger user; ${statement(chain)}; alter table events enable trigger user`,
        ),
      )

      const { ok, broken } = await perform(app, null, verifyAudit)
      expect(ok).toBe(false)
      expect(broken[0]).toMatchObject({ chain, place })
      expect(broken[0]?.fault).toMatch(fault)
    },
  )
})

test('the server itself cannot rewrite history', async ({ app, a }) => {
  await a.ticket()
  for (const statement of [
    sql`update events set kind = 'x'`,
    sql`delete from events`,
    sql`truncate events`,
    sql`update chain_heads set place = 0`,
  ])
    await expect(perform(app, null, (work) => work.tx.execute(statement))).rejects.toMatchObject({
      cause: { code: '42501' },
    })
})

test('not even the owner rewrites it without taking the trigger off', async ({
  own: { a, database },
}) => {
  await a.ticket()
  await expect(asOwner(database.ownerUrl, (db) => db`delete from events`)).rejects.toThrow(
    'events are only ever added',
  )
})

test('a change that code forgot to record is recorded by the database', async ({
  own: { app, a },
}) => {
  const ticket = await a.ticket()
  const agent = await a.agent()

  await perform(app, agent, (work) =>
    work.tx.execute(
      sql`update tickets set priority = 'CRITICAL', assignee_id = ${agent.personId} where id = ${ticket}`,
    ),
  )

  const { items } = await read(app, agent, (db) => readTimeline(db, ticket))
  expect(items[0]).toMatchObject({
    kind: 'changed_unrecorded',
    via: 'database',
    actor: { id: agent.personId },
    details: { changes: { priority: ['MEDIUM', 'CRITICAL'], assignee_id: [null, agent.personId] } },
  })
  expect(await perform(app, null, verifyAudit)).toMatchObject({ ok: true })
})

test('what is recorded is not recorded twice', async ({ own: { app, a } }) => {
  const ticket = await a.ticket()
  await perform(app, null, (work) => resolveTicket(work, ticket))
  const { items } = await read(app, null, (db) => readTimeline(db, ticket))
  expect(items.map((event) => event.kind)).toEqual(['resolved', 'opened'])
})

test('a chain holds under many writers at once', async ({ own: { app, a } }) => {
  const ticket = await a.ticket()
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      perform(app, null, (work) => escalateTicket(work, ticket, `reason ${n}`)),
    ),
  )
  expect(await perform(app, null, verifyAudit)).toMatchObject({ ok: true, broken: [] })
})

test('the audit is for admins and auditors', async ({ app, a }) => {
  const agent = await a.agent()
  await expect(perform(app, agent, verifyAudit)).rejects.toMatchObject({ code: 'not-allowed' })
  const auditor = await a.agent({ role: 'auditor' })
  expect(await perform(app, auditor, verifyAudit)).toMatchObject({ ok: true })
})
