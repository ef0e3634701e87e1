import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { readDraft } from '#core/mails/draft.ts'
import { claimMail } from '#core/mails/outbox.ts'
import { editMessage } from '#core/tickets/edit-note.ts'
import { findTickets } from '#core/tickets/find.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { withdrawMessage } from '#core/tickets/withdraw.ts'
import type { OutboundId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { queued } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

test('a mail that was composed of words that have changed since is composed anew', async ({
  app,
  a,
  pass,
}) => {
  const id = await a.ticket()
  const agent = await a.agent()
  const reply = { text: 'Frist', undoSeconds: 0 }
  const message = await perform(app, agent, (work) => replyToTicket(work, id, reply))
  const [mail] = await read(app, null, (db) => db.select().from(outbound))
  const mailId = mail?.id as OutboundId
  const draftOf = () => read(app, null, (db) => readDraft(db, mailId))
  const claim = (editedAt: Date | null | undefined) =>
    perform(app, null, (work) => claimMail(work, mailId, Buffer.from('mail'), editedAt))
  const before = await draftOf()
  pass(1)
  await perform(app, agent, (work) => editMessage(work, message, { text: 'First' }, agent.personId))
  expect(await claim(before?.editedAt)).toBeUndefined()
  expect((await queued(app)).filter((name) => name === 'mail.deliver')).toHaveLength(2)
  const after = await draftOf()
  expect(after?.text).toBe('First')
  expect(await claim(after?.editedAt)).toMatchObject({ id: mailId })
})

test('what an edit took away and what was deleted is not found any more', async ({ app, a }) => {
  const id = await a.ticket()
  const agent = await a.agent()
  const note = await perform(app, agent, (work) => noteOnTicket(work, id, { text: 'aardvark' }))
  const found = async (words: string) =>
    (await read(app, agent, (db) => findTickets(db, { words }))).items.length
  expect(await found('aardvark')).toBe(1)
  const edit = { text: 'beetle' }
  const edited = () => perform(app, agent, (work) => editMessage(work, note, edit, agent.personId))
  expect(await edited()).toBe(true)
  expect(await edited()).toBe(false)
  expect([await found('aardvark'), await found('beetle')]).toEqual([0, 1])
  await perform(app, null, (work) => withdrawMessage(work, note, null))
  expect(await found('beetle')).toBe(0)
  expect(await edited()).toBe(false)
})
