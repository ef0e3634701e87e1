import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { readTicket } from '#core/tickets/find.ts'
import { mergeTicket } from '#core/tickets/merge.ts'
import { unmergeTicket } from '#core/tickets/unmerge.ts'
import { drain } from '#tests/support/jobs.ts'
import { mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import { allTickets, answered, conversation, latest, parts } from './placed.ts'

test('mail to a merged ticket lands in its target and stays there, whichever way it was found', async ({
  app,
  a,
  pass,
}) => {
  await a.homeTeam()
  const agent = await a.agent()
  const { send } = await mailer(app)
  await send({ messageId: '<1@x>', from: 'Ada <ada@example.org>' })
  await send({ messageId: '<2@x>', from: 'Bob <bob@example.org>' })
  await drain(app)
  const [target, merged] = (await allTickets(app)).map(({ id }) => id)
  if (!target || !merged) throw new Error('two mails opened no two tickets')
  const ours = await answered(app, agent, merged)
  await perform(app, agent, (work) => mergeTicket(work, merged, target, { confirm: true }))
  pass(1)

  for (const [id, way] of [
    ['<3@x>', { inReplyTo: '<2@x>' }],
    ['<4@x>', { to: ours.address }],
    ['<5@x>', { inReplyTo: ours.messageId }],
    ['<6@x>', { subject: `Re: [#${merged}] Stuck` }],
  ] as const) {
    await send({ messageId: id, from: 'Bob <bob@example.org>', text: id, ...way })
    await drain(app)
    expect(await latest(app)).toMatchObject({ state: 'appended', ticketId: target })
  }
  expect(await read(app, null, (db) => readTicket(db, merged))).toMatchObject({ status: 'closed' })

  expect(await perform(app, agent, (work) => unmergeTicket(work, merged))).toMatchObject({
    stayed: 4,
  })
  expect((await conversation(app, target)).map(({ text }) => text.trim())).toContain('<3@x>')
  expect(await parts(app, target)).toEqual(['cc bob@example.org', 'requester ada@example.org'])
  await send({ messageId: '<7@x>', from: 'Bob <bob@example.org>', inReplyTo: '<2@x>' })
  await drain(app)
  expect(await latest(app)).toMatchObject({ state: 'appended', ticketId: merged })
})
