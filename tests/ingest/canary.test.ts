import { asc } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { type Flights, isLate, readFlights } from '#core/canary/watch.ts'
import { addMailbox } from '#core/teams/teams.ts'
import { canaries } from '#db/schema/mails.ts'
import { sendCanary, watchOverMail } from '#ingest/outbound/canary.ts'
import { drain, queued } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import type { Sink } from '#tests/support/sink.ts'
import { test } from './outbound/mail-out.ts'

/** Carries what the relay has taken to the desk's own door, as the world would. */
async function carry(app: App, sink: Sink, change = (raw: string) => raw) {
  const { sendRaw } = await mailer(app)
  const mails = sink.received.splice(0).filter(({ taken }) => taken)
  for (const { from, raw } of mails) await sendRaw(change(raw.toString()), { from })
  await drain(app)
  return mails.length
}

const flights = (app: App) => read(app, null, (db) => readFlights(db, app.clock()))
const all = (app: App) =>
  read(app, null, (db) => db.select().from(canaries).orderBy(asc(canaries.id)))

test('a canary travels the whole path, and nothing comes of it but that it arrived', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const team = await a.homeTeam()
  await perform(desk, null, (work) =>
    work.tx.execute(`update teams set acknowledge_hours = 1 where id = ${team}`),
  )
  const { id, problem } = await sendCanary(desk)
  expect(problem).toBeNull()
  expect(sink.received).toMatchObject([{ from: 'help@desk.test', to: ['help@desk.test'] }])
  expect(sink.received[0]?.raw.toString()).toContain('Auto-Submitted: auto-generated')

  pass(1 / 20)
  await carry(desk, sink)

  expect(await ledger(desk)).toMatchObject([
    {
      state: 'auto_reply',
      reason: expect.stringContaining('sent this canary to itself'),
      ticketId: null,
      subject: `Canary ${id}`,
    },
  ])
  expect(await flights(desk)).toMatchObject({ tookMs: 3000, missedMs: 0, problem: null })
  expect(sink.received).toEqual([])
  expect(await queued(desk)).toEqual([])
})

test('one that comes again does nothing, and neither does a forged one', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  await a.homeTeam()
  await sendCanary(desk)
  const [{ raw } = { raw: Buffer.from('') }] = sink.received
  await carry(desk, sink)
  const arrived = await flights(desk)

  const { sendRaw } = await mailer(desk)
  pass(10)
  await sendRaw(raw)
  await drain(desk)
  expect((await ledger(desk)).at(-1)).toMatchObject({
    state: 'auto_reply',
    reason: expect.stringContaining('another copy'),
  })
  expect(await flights(desk)).toMatchObject({ arrivedAt: arrived.arrivedAt, tookMs: 0 })

  const { id } = await sendCanary(desk)
  const forged = raw.toString().replace(/c\d+\.(?=[a-z2-7]{26}@)/g, `c${id}.`)
  await sendRaw(forged)
  await drain(desk)
  expect((await ledger(desk)).at(-1)?.reason).not.toContain('canary')
  expect((await all(desk)).at(-1)).toMatchObject({ arrivedAt: null })
})

test('a relay that gives mails other Message-IDs hides no canary, and an answer to one is none', async ({
  desk,
  sink,
  a,
}) => {
  await a.homeTeam()
  await sendCanary(desk)
  const renamed = (raw: string) => raw.replace(/^Message-ID: .*$/im, 'Message-ID: <1@relay.test>')
  const answered = (raw: string) =>
    renamed(raw).replace(/^From: .*$/im, 'From: Away <away@example.org>')
  const [mail] = sink.received
  await carry(desk, sink, answered)
  expect(await all(desk)).toMatchObject([{ arrivedAt: null }])
  if (mail) sink.received.push(mail)
  await carry(desk, sink, renamed)
  expect(await all(desk)).toMatchObject([{ arrivedAt: desk.clock() }])
})

test('one that bounces, and one that is not taken, say why', async ({ desk, sink, a }) => {
  await a.homeTeam()
  await sendCanary(desk)
  const name = /^Message-ID: (\S+)/im.exec(sink.received[0]?.raw.toString() ?? '')?.[1]
  const { sendRaw } = await mailer(desk)
  await sendRaw(
    [
      'From: MAILER-DAEMON@relay.test',
      'To: help@desk.test',
      'Subject: Undelivered Mail Returned to Sender',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; relay.test',
      '',
      'Final-Recipient: rfc822; help@desk.test',
      'Action: failed',
      'Status: 5.1.1',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${name}`,
      '--b--',
      '',
    ].join('\r\n'),
    { from: '' },
  )
  await drain(desk)
  expect(await ledger(desk)).toMatchObject([
    { state: 'bounce', reason: expect.stringContaining('a mail to ourselves') },
  ])
  expect(await flights(desk)).toMatchObject({ problem: expect.stringContaining('It came back') })

  sink.answerNext('550 5.7.1 We do not relay for you')
  expect((await sendCanary(desk)).problem).toContain('We do not relay for you')
  expect(await flights(desk)).toMatchObject({ problem: expect.stringContaining('do not relay') })
})

test('without a relay it says what to set', async ({ app, a }) => {
  await a.homeTeam()
  expect((await sendCanary(app)).problem).toContain('Set SMTP_URL')
})

test('it flies when it is due, once, and never unless asked for', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  await a.homeTeam()
  await watchOverMail(desk)
  expect(sink.received).toEqual([])

  desk.env.CANARY_MINUTES = 15
  await watchOverMail(desk)
  await watchOverMail(desk)
  pass(14)
  await watchOverMail(desk)
  expect(sink.received).toHaveLength(1)
  pass(1)
  await watchOverMail(desk)
  expect(sink.received).toHaveLength(2)
})

test('the alarm is raised once, and lifted by the next that arrives', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  await a.homeTeam()
  desk.env.CANARY_MINUTES = 15
  const kinds = async () =>
    (
      await read(desk, null, (db) =>
        db.execute<{ kind: string }>(
          `select kind from events where chain = 'desk:canary' order by place`,
        ),
      )
    ).map(({ kind }) => kind)
  await watchOverMail(desk)
  pass(30)
  await watchOverMail(desk)
  expect(await kinds()).toEqual([])
  pass(1)
  await watchOverMail(desk)
  await watchOverMail(desk)
  expect(await kinds()).toEqual(['canary_late'])

  await carry(desk, sink)
  await watchOverMail(desk)
  expect(await kinds()).toEqual(['canary_late', 'canary_back'])
})

test('old ones are forgotten after thirty days', async ({ desk, sink, a, pass }) => {
  await a.homeTeam()
  await sendCanary(desk)
  pass(31 * 24 * 60)
  const { id } = await sendCanary(desk)
  expect(await all(desk)).toMatchObject([{ id }])
  await carry(desk, sink)
  expect((await ledger(desk))[0]?.reason).toContain('forgotten')
})

test('it goes where CANARY_TO says, and prefers a mailbox the world can write to', async ({
  desk,
  sink,
  a,
}) => {
  const team = await a.homeTeam()
  await perform(desk, null, async (work) => {
    await work.tx.execute(`update mailboxes set address = 'help@localhost'`)
    await addMailbox(work, { address: 'support@desk.test', name: 'Support', teamId: team })
  })
  await sendCanary(desk)
  desk.env.CANARY_TO = 'in@elsewhere.test'
  await sendCanary(desk)
  expect(sink.received).toMatchObject([
    { from: 'support@desk.test', to: ['support@desk.test'] },
    { from: 'support@desk.test', to: ['in@elsewhere.test'] },
  ])
})

test.for<[missedMinutes: number | null, every: number, late: boolean]>([
  [null, 15, false],
  [15, 5, false],
  [16, 5, true],
  [30, 15, false],
  [31, 15, true],
  [120, 60, false],
])('missed for %j minutes, one every %j: late is %j', ([minutes, every, late]) => {
  const none: Flights = {
    sentAt: null,
    problem: null,
    arrivedAt: null,
    tookMs: null,
    missedMs: null,
  }
  expect(isLate({ ...none, missedMs: minutes && minutes * 60_000 }, every)).toBe(late)
})
