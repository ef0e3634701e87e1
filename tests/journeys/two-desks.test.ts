import { asc, ne } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { perform, read } from '#core/app.ts'
import { keyRing } from '#core/key-ring.ts'
import { findLoops } from '#core/mails/loops.ts'
import { setMailPolicy } from '#core/teams/mail-policy.ts'
import { addMailbox, addTeam } from '#core/teams/teams.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { tickets } from '#db/schema/tickets.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'
import { startSmtp } from '#ingest/smtp.ts'
import { testApp } from '#tests/support/app.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger } from '#tests/support/mail.ts'
import { type Sink, startSink } from '#tests/support/sink.ts'

interface Mail {
  from: string
  to: string
  raw: string
}

/** A whole desk whose one team acknowledges as often as a team can, on a database and with a secret of its own. */
async function startDesk(domain: string) {
  const database = await cloneDatabase()
  const { app, pass, close } = await testApp(database.runtimeUrl)
  app.keys = keyRing([`the secret of ${domain} alone, of 32 or more`])
  const address = `help@${domain}`
  await perform(app, null, async (work) => {
    const teamId = await addTeam(work, 'Support')
    await addMailbox(work, { address, name: 'Support', teamId })
    await setMailPolicy(work, teamId, { acknowledgeHours: 1 })
  })
  const door = await startSmtp(app)
  const sink = await startSink()
  app.env.SMTP_URL = sink.url
  const post = createTransport({ host: '127.0.0.1', port: door.port, ignoreTLS: true })
  onTestFinished(async () => {
    closeTransport(app)
    await sink.close()
    await door.close()
    await close()
    await database.drop()
  })
  return {
    app,
    address,
    pass,
    sink,
    door: `smtp://127.0.0.1:${door.port}`,
    take: ({ from, to, raw }: Mail) => post.sendMail({ raw, envelope: { from, to } }),
  }
}

type Desk = Awaited<ReturnType<typeof startDesk>>

const twoDesks = () => Promise.all([startDesk('a.test'), startDesk('b.test')])

let count = 0

/** A mail as a person would write it. */
function letter(from: string, to: string, { fields = '', text = 'It burns.' } = {}): Mail {
  const id = `${++count}@${from.split('@')[1]}`
  const raw = `From: ${from}\r\nTo: ${to}\r\nMessage-ID: <${id}>\r\nSubject: Mail ${count}\r\n${fields}\r\n${text}\r\n`
  return { from, to, raw }
}

function left(sink: Sink): Mail[] {
  return sink.received
    .splice(0)
    .flatMap(({ from, to, raw }) => to.map((one) => ({ from, to: one, raw: raw.toString() })))
}

/** Carries mail between desks, and to the world, until nothing moves any more. Returns how many mails were carried. */
async function settle(desks: readonly Desk[], world: (mail: Mail) => Mail[] = (mail) => [mail]) {
  let carried = 0
  for (let round = 0; round < 40; round += 1) {
    for (const { app } of desks) await drain(app)
    const mails = desks.flatMap(({ sink }) => left(sink)).flatMap(world)
    for (const mail of mails)
      for (const desk of desks.filter(({ address }) => sameBox(address, mail.to)))
        await desk.take(mail)
    if (mails.length === 0) return carried
    carried += mails.length
  }
  throw new Error('Mail still travels after 40 rounds')
}

function sameBox(address: string, to: string): boolean {
  return to.replace(/\+.*@/, '@') === address
}

async function automatic({ app }: Desk): Promise<number> {
  const rows = await read(app, null, (db) =>
    db.select({ id: outbound.id }).from(outbound).where(ne(outbound.kind, 'reply')),
  )
  return rows.length
}

const states = async ({ app }: Desk) => (await ledger(app)).map(({ state }) => state)

async function ticketsOf({ app }: Desk): Promise<TicketId[]> {
  const rows = await read(app, null, (db) =>
    db.select({ id: tickets.id }).from(tickets).orderBy(asc(tickets.id)),
  )
  return rows.map(({ id }) => id)
}

test('two desks, each the other’s relay and customer, write at most two automatic mails each', async () => {
  const [a, b] = await twoDesks()
  a.app.env.SMTP_URL = b.door
  b.app.env.SMTP_URL = a.door
  await a.take(letter(b.address, a.address))
  await b.take(letter(a.address, b.address))
  for (let round = 0; round < 10; round += 1) for (const { app } of [a, b]) await drain(app)

  for (const desk of [a, b]) {
    expect(await automatic(desk)).toBe(1)
    expect(await ledger(desk.app)).toMatchObject([
      { state: 'opened' },
      { state: 'auto_reply', reason: expect.stringContaining('Auto-Submitted') },
    ])
  }
})

/** What careless systems on the way take out of a mail. */
const losses: [what: string, lost: RegExp][] = [
  ['marks', /^(?:auto-submitted|x-auto-response-suppress):.*\r\n/gim],
  [
    'marks and threads',
    /^(?:auto-submitted|x-auto-response-suppress|in-reply-to|references|reply-to|message-id):.*(?:\r\n[ \t].*)*\r\n/gim,
  ],
]

test.for(losses)(
  'so they do where %s get lost on the way, mail after mail for a day',
  async ([, lost]) => {
    const [a, b] = await twoDesks()
    const world = ({ from, to, raw }: Mail) => [
      {
        from: from || (sameBox(a.address, to) ? b.address : a.address),
        to,
        raw: raw.replace(lost, ''),
      },
    ]
    await a.take(letter(b.address, a.address))
    await b.take(letter(a.address, b.address))
    await settle([a, b], world)
    expect(await automatic(a)).toBeLessThanOrEqual(2)
    expect(await automatic(b)).toBeLessThanOrEqual(2)

    for (let hour = 0; hour < 6; hour += 1) {
      for (const desk of [a, b]) desk.pass(61)
      await a.take(letter(b.address, a.address))
      await settle([a, b], world)
    }
    for (const desk of [a, b]) {
      expect(await automatic(desk)).toBeLessThanOrEqual(5)
      expect((await ledger(desk.app)).every(({ reason }) => reason)).toBe(true)
    }
    expect((await read(a.app, null, (db) => findLoops(db, a.app.clock()))).limited).toEqual([
      b.address,
    ])
  },
)

test('a mail that is forwarded in a circle is one ticket and one acknowledgement', async () => {
  const a = await startDesk('a.test')
  const { from, to, raw } = letter('ada@example.org', a.address)
  const hop = 'Received: from a.test by mx.test; Mon, 2 Mar 2026 09:00:00 +0000\r\n'
  for (const hops of [0, 1, 2, 25, 26, 27, 28, 29, 30, 31]) {
    await a.take({ from, to, raw: `${hop.repeat(hops)}${raw}` })
    await drain(a.app)
  }
  expect(await automatic(a)).toBe(1)
  const copies = [...Array(3).fill('duplicate'), ...Array(6).fill('loop')]
  expect(await states(a)).toEqual(['opened', ...copies])
  const loops = await read(a.app, null, (db) => findLoops(db, a.app.clock()))
  expect(loops).toMatchObject({ mails: 6, senders: ['ada@example.org'], alarming: true })
})

test('our own mail, fed back, is recognised and answered by nobody', async () => {
  const a = await startDesk('a.test')
  await a.take(letter('ada@example.org', a.address))
  await drain(a.app)
  const [ticket] = await ticketsOf(a)
  if (!ticket) throw new Error('no ticket was opened')
  await perform(a.app, null, (work) =>
    replyToTicket(work, ticket, { text: 'Pull the plug.', undoSeconds: 0 }),
  )
  let fedBack = 0
  const carried = await settle([a], (mail) => {
    fedBack += 1
    return [{ ...mail, to: a.address }]
  })
  expect([carried, fedBack]).toEqual([2, 2])
  expect(await states(a)).toEqual(['opened', 'loop', 'loop'])
  expect(await automatic(a)).toBe(1)
})

test('a program that answers every mail and marks none gets five mails a day, and that is seen', async () => {
  const a = await startDesk('a.test')
  const robot = 'robot@example.org'
  const answer = (mail: Mail) =>
    mail.to === robot ? [letter(robot, a.address, { text: 'We will be in touch.' })] : []
  await a.take(letter(robot, a.address))
  const carried = await settle([a], answer)
  expect(carried).toBe(1)

  for (let hour = 0; hour < 5; hour += 1) {
    a.pass(61)
    await a.take(letter(robot, a.address))
    await settle([a], answer)
  }
  expect(await automatic(a)).toBe(5)
  const loops = await read(a.app, null, (db) => findLoops(db, a.app.clock()))
  expect(loops).toMatchObject({ alarming: true, limited: [robot] })
})

test('a list as requester is not acknowledged, and what it sends back of ours ends there', async () => {
  const a = await startDesk('a.test')
  const list = 'users@lists.test'
  const marks = 'List-Id: <users.lists.test>\r\nList-Post: <mailto:users@lists.test>\r\n'
  await a.take({ ...letter(list, a.address, { fields: marks }), from: 'users-bounces@lists.test' })
  await settle([a])
  expect(await automatic(a)).toBe(0)
  const [ticket] = await ticketsOf(a)
  if (!ticket) throw new Error('no ticket was opened')
  await perform(a.app, null, (work) =>
    replyToTicket(work, ticket, { text: 'Pull the plug.', undoSeconds: 0 }),
  )
  const renamed = (raw: string) => raw.replace(/^Message-ID: .*$/im, 'Message-ID: <9@lists.test>')
  const posts = (mail: Mail) =>
    [mail.raw, renamed(mail.raw)].map((raw) => ({
      from: 'users-bounces@lists.test',
      to: a.address,
      raw: `${marks}${raw}`,
    }))
  await settle([a], posts)
  expect(await states(a)).toEqual(['opened', 'loop', 'loop'])
  expect(await automatic(a)).toBe(0)
})
