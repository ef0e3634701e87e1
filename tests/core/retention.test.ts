import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { cleanAll } from '#core/desk-jobs.ts'
import { fileKey, keepFile } from '#core/files/keep.ts'
import { removeUnnamed } from '#core/files/unnamed.ts'
import { acceptMail } from '#core/mails/accept.ts'
import { concludeMail } from '#core/mails/conclude.ts'
import { decideMail } from '#core/mails/decide.ts'
import { readRawMail } from '#core/mails/find.ts'
import { replayMail } from '#core/mails/replay.ts'
import { firstTime } from '#core/once.ts'
import { whatWouldGo } from '#core/retention/clean.ts'
import { setSpamDays } from '#core/retention/spam-days.ts'
import { mails } from '#db/schema/mails.ts'
import { receipts } from '#db/schema/people.ts'
import { test } from '#tests/support/test.ts'

const day = 24 * 60 // Minutes.

async function ended(app: App, state: 'spam' | 'held') {
  return perform(app, null, async (work) => {
    const id = await acceptMail(work, {
      door: 'email',
      remoteAddress: null,
      envelopeFrom: 'eve@example.org',
      envelopeTo: ['help@desk.test'],
      recipients: [],
      raw: Buffer.from(`Subject: ${state}\r\n\r\nBuy.`),
    })
    await concludeMail(work, id, { state, reason: 'By hand.', ticketId: null })
    return id
  })
}

function wouldGo(app: App, kind: string) {
  return read(app, null, async (db) =>
    (await whatWouldGo(db, app.clock())).find((one) => one.kind === kind),
  )
}

test('spam loses its bytes after its days and keeps its row and reason; other mail keeps all', async ({
  app,
  pass,
}) => {
  const spam = await ended(app, 'spam')
  const held = await ended(app, 'held')
  pass(30 * day)
  await cleanAll(app)
  expect((await read(app, null, (db) => readRawMail(db, spam))).length).toBeGreaterThan(0)
  pass(1)
  expect(await wouldGo(app, 'mails')).toMatchObject({ rows: 1, days: 30 })
  await cleanAll(app)
  await cleanAll(app)
  expect(await wouldGo(app, 'mails')).toMatchObject({ rows: 0 })
  const [row] = await read(app, null, (db) => db.select().from(mails).where(eq(mails.id, spam)))
  expect(row).toMatchObject({ state: 'spam', reason: 'By hand.', expungedAt: app.clock() })
  expect(row?.raw).toHaveLength(0)
  expect((await read(app, null, (db) => readRawMail(db, held))).length).toBeGreaterThan(0)
})

test('a mail without its bytes is neither shown, nor read again, nor let in: it is said why', async ({
  app,
  pass,
}) => {
  const spam = await ended(app, 'spam')
  pass(31 * day)
  await cleanAll(app)
  const removed = { code: 'wrong-input', message: expect.stringContaining('was removed on') }
  await expect(read(app, null, (db) => readRawMail(db, spam))).rejects.toMatchObject(removed)
  await expect(perform(app, null, (work) => replayMail(work, spam))).rejects.toMatchObject(removed)
  await expect(perform(app, null, (work) => decideMail(work, spam, 'open'))).rejects.toMatchObject(
    removed,
  )
})

test('days are set by admins alone, and none keeps spam for ever', async ({ app, a, pass }) => {
  const manager = await a.agent({ role: 'manager' })
  const admin = await a.agent({ role: 'admin' })
  await expect(perform(app, manager, (work) => setSpamDays(work, 7))).rejects.toMatchObject({
    code: 'not-allowed',
  })
  await perform(app, admin, (work) => setSpamDays(work, null))
  await ended(app, 'spam')
  pass(4000 * day)
  expect(await wouldGo(app, 'mails')).toMatchObject({ rows: 0, days: null })
})

test('receipts go after a year, in as many batches as it takes', async ({ app, pass }) => {
  await perform(app, null, (work) =>
    work.tx
      .insert(receipts)
      .values(Array.from({ length: 1001 }, (_, n) => ({ key: `old:${n}`, at: work.now }))),
  )
  pass(366 * day)
  await perform(app, null, (work) => firstTime(work, 'new'))
  await cleanAll(app)
  const left = await read(app, null, (db) => db.select({ key: receipts.key }).from(receipts))
  expect(left).toEqual([{ key: 'new' }])
})

test('files that nothing names are put aside after a week and go a day later; what is named stays', async ({
  app,
}) => {
  const { files } = app
  const [kept, lost, late] = await Promise.all(
    ['kept', 'lost', 'late'].map((text) => keepFile(files, Buffer.from(text))),
  )
  if (!kept || !lost || !late) throw new Error('Three files were kept')
  const names = new Set([kept.sha256])
  const made = (await files.getMetaData(fileKey(kept.sha256))).lastModified
  const run = (days: number) =>
    removeUnnamed(files, async () => names, new Date(made.getTime() + days * 86_400_000))
  const there = (one: typeof kept) => files.exists(fileKey(one.sha256))

  expect(await run(6)).toBe(0)
  expect(await run(8)).toBe(2)
  names.add(late.sha256) // By a unit of work that had found it there.
  expect(await run(8)).toBe(0)
  expect(await run(9)).toBe(0)
  expect(await Promise.all([kept, lost, late].map(there))).toEqual([true, false, true])
  expect(await run(10)).toBe(0)
})
