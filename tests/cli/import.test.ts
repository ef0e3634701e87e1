import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { setMailPolicy } from '#core/teams/mail-policy.ts'
import { readTicket } from '#core/tickets/find.ts'
import { readConversation } from '#core/tickets/story.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { headOf } from '#ingest/import/archived.ts'
import { type Imported, importArchive } from '#ingest/import/import-archive.ts'
import { mailsOfMbox, unquoted } from '#ingest/import/mbox.ts'
import { queued } from '#tests/support/jobs.ts'
import { dataFolder } from '#tests/support/process.ts'
import { test } from './run.ts'

const patient = { timeout: 180_000 }

interface Mail {
  id: string
  date?: string
  from?: string
  to?: string
  answers?: string
  more?: string
  text?: string
}

function mail({ id, date, answers, more = '', text = `This is ${id}.`, ...who }: Mail): string {
  const { from = 'Ada <ada@example.org>', to = 'help@desk.test' } = who
  const fields = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${answers ? 'Re: ' : ''}Stuck`,
    `Message-ID: <${id}@x.test>`,
    ...(date ? [`Date: ${date}`] : []),
    ...(answers ? [`In-Reply-To: <${answers}@x.test>`] : []),
  ]
  return `${fields.join('\n')}\n${more}\n${text}\n`
}

const asked = mail({ id: 'asked', date: 'Mon, 6 Jan 2020 09:00:00 +0000' })
const answered = mail({
  id: 'answered',
  date: 'Mon, 6 Jan 2020 13:30:00 +0100',
  answers: 'asked',
  from: 'Help <help@desk.test>',
  to: 'ada@example.org',
})
const thanked = mail({ id: 'thanked', date: 'Tue, 7 Jan 2020 08:00:00 +0000', answers: 'answered' })

function mbox(...mails: string[]): string {
  return mails.map((one) => `From MAILER-DAEMON Fri Jan  3 10:00:00 2020\n${one}\n`).join('')
}

function file(name: string, content: string): string {
  const path = join(dataFolder(), name)
  writeFileSync(path, content, 'latin1')
  return path
}

async function bring(app: App, content: string, more: { to?: string; closed?: boolean } = {}) {
  const took: Imported[] = []
  const paths = [file('archive.mbox', content)]
  const tell = { found: () => {}, took: (one: Imported) => void took.push(one) }
  await importArchive(app, { kind: 'mbox', paths, ...more }, tell)
  return took
}

const states = (took: Imported[]) => took.map(({ state }) => state)

async function ticketOf(app: App, [first]: Imported[]) {
  const id = first?.ticket as TicketId
  const [ticket, said] = await Promise.all([
    read(app, null, (db) => readTicket(db, id)),
    read(app, null, (db) => readConversation(db, id)),
  ])
  return { ticket, said: said.items }
}

test('a conversation comes out as it was, whatever its order in the file, and nobody is told', async ({
  app,
  a,
}) => {
  const team = await a.homeTeam()
  await perform(app, null, (work) => setMailPolicy(work, team, { acknowledgeHours: 1 }))
  const took = await bring(app, mbox(thanked, asked, answered))

  expect(states(took)).toEqual(['opened', 'appended', 'appended'])
  const { ticket, said } = await ticketOf(app, took)
  expect(ticket).toMatchObject({
    subject: 'Stuck',
    status: 'open',
    openedAt: new Date('2020-01-06T09:00:00Z'),
    firstResponseAt: new Date('2020-01-06T12:30:00Z'),
    lastRequesterMessageAt: new Date('2020-01-07T08:00:00Z'),
    updatedAt: new Date('2020-01-07T08:00:00Z'),
  })
  expect(said).toMatchObject([
    {
      visibleText: 'This is asked.',
      direction: 'inbound',
      sentAt: ticket.openedAt,
      byAgent: false,
    },
    { visibleText: 'This is answered.', direction: 'outbound', authorAddress: 'help@desk.test' },
    { visibleText: 'This is thanked.', direction: 'inbound', createdAt: ticket.updatedAt },
  ])
  const dates = await app.db.transaction((tx) =>
    tx.execute(sql`select kind, at::date::text as at from events where ticket_id = ${ticket.id}`),
  )
  expect([...dates]).toEqual([
    { kind: 'opened', at: '2020-01-06' },
    { kind: 'replied', at: '2020-01-06' },
    { kind: 'received', at: '2020-01-07' },
  ])
  expect(await queued(app)).toEqual([])
})

test('an archive that is imported again doubles nothing, and one that was cut off is finished', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const cutOff = await bring(app, mbox(asked))
  const whole = await bring(app, mbox(asked, answered, thanked))
  expect(states(whole)).toEqual(['duplicate', 'appended', 'appended'])
  expect(whole[0]).toMatchObject({ mail: cutOff[0]?.mail, ticket: cutOff[0]?.ticket })

  expect(states(await bring(app, mbox(asked, answered, thanked)))).toEqual(
    Array(3).fill('duplicate'),
  )
  // The same mails as another program kept them: the ledger knows them by what they say.
  const others = await bring(app, mbox(`X-Mozilla-Status: 0001\n${asked}`, `X: y\n${answered}`))
  expect(states(others)).toEqual(['duplicate', 'duplicate'])
  expect((await ticketOf(app, whole)).said).toHaveLength(3)
})

test('what an agent wrote from their own address is theirs, and a conversation may begin with us', async ({
  app,
  a,
}) => {
  const ana = await a.agent({ name: 'Ana Ruiz' })
  const offer = { date: 'Wed, 8 Jan 2020 09:00:00 +0000', from: 'agent1@desk.test' }
  const took = await bring(
    app,
    mbox(mail({ ...offer, id: 'offer', to: 'bob@example.org', more: 'Cc: help@desk.test\n' })),
  )
  expect(states(took)).toEqual(['opened'])
  const { ticket, said } = await ticketOf(app, took)
  expect(ticket).toMatchObject({
    status: 'awaiting_customer',
    requester: { email: 'bob@example.org' },
  })
  expect(said).toMatchObject([
    { direction: 'outbound', byAgent: true, author: { id: ana.personId, name: 'Ana Ruiz' } },
  ])
})

test('what is older than the last thing that happened to a ticket is added and moves nothing', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const live = await a.ticket({ from: 'ada@example.org', status: 'resolved' })
  const before = await read(app, null, (db) => readTicket(db, live))
  await app.db.transaction((tx) =>
    tx.execute(sql`update messages set "references" = '{asked@x.test}' where ticket_id = ${live}`),
  )
  const took = await bring(app, mbox(asked, answered), { closed: true })
  expect(took).toMatchObject([
    { state: 'appended', ticket: live },
    { state: 'appended', ticket: live },
  ])
  const after = await read(app, null, (db) => readTicket(db, live))
  expect(after).toEqual(before)
})

test('--closed closes what is nothing but history, as of its last message', async ({ app, a }) => {
  await a.homeTeam()
  const took = await bring(app, mbox(asked, answered), { closed: true })
  const { ticket } = await ticketOf(app, took)
  const last = new Date('2020-01-06T12:30:00Z')
  expect(ticket).toMatchObject({ status: 'closed', closedAt: last, resolvedAt: last })
  expect(await queued(app)).toEqual([])
})

test('mail that names no mailbox of ours is left out until --to says whose it is', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const list = mbox(mail({ id: 'list', to: 'people@list.test' }))
  expect(await bring(app, list)).toMatchObject([{ state: 'left_out', mail: null }])
  expect(states(await bring(app, list, { to: 'help@desk.test' }))).toEqual(['opened'])
  await expect(bring(app, list, { to: 'else@desk.test' })).rejects.toMatchObject({
    code: 'wrong-input',
    message: 'There is no mailbox else@desk.test. There are: help@desk.test.',
  })
})

async function mailsOf(content: string): Promise<string[]> {
  const found: string[] = []
  for await (const { start, end, counted } of mailsOfMbox(file('some.mbox', content)))
    found.push(
      unquoted(Buffer.from(content.slice(start, end), 'latin1'), counted).toString('latin1'),
    )
  return found
}

describe('mbox', () => {
  const line = 'From ada@x.test Mon Jan  6 10:00:00 2020\n'
  const body = (text: string) => `Subject: x\n\n${text}\n`

  test.for([
    ['quoted once', '>From here', 'From here'],
    ['quoted twice', '>>From here', '>From here'],
    ['not quoted', '> From here\n >From there', '> From here\n >From there'],
    ['a line like a separator, without a date', '\nFrom here on', '\nFrom here on'],
    ['a line like a separator, without a blank before', `a\n${line}b`, `a\n${line}b`],
  ])('%s', async ([, kept = '', meant = '']) => {
    const both = `${line}${body(kept)}\n${line}${body('second')}\n`
    expect(await mailsOf(both)).toEqual([body(meant), body('second')])
  })

  test('a length is believed if a mail begins or the file ends there, and then nothing was quoted', async () => {
    const text = `a\n\n${line}b`
    const counted = (length: number) => `Content-Length: ${length}\n${body(text)}`
    expect(await mailsOf(`${line}${counted(text.length + 1)}\n${line}${body('second')}`)).toEqual([
      counted(text.length + 1),
      body('second'),
    ])
    expect(await mailsOf(`${line}${counted(7)}\n`)).toHaveLength(2)
  })

  test('lines that end in CRLF', async () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n')
    const content = crlf(`${line}${body('>From here')}\n${line}${body('second')}\n`)
    expect(await mailsOf(content)).toEqual([crlf(body('From here')), crlf(body('second'))])
  })

  test('separators are found wherever they lie to the window that the file is seen through', async () => {
    for (let shift = 0; shift < 12; shift += 1) {
      const long = body('x'.repeat(1_048_576 - 60 - line.length + shift))
      expect(await mailsOf(`${line}${long}\n${line}${body('second')}\n`)).toEqual([
        long,
        body('second'),
      ])
    }
  })

  test('megabytes of nothing but quotes are read at once', async () => {
    const started = performance.now()
    unquoted(Buffer.from('\n>'.repeat(1_000_000)), false)
    unquoted(Buffer.from('>From '.repeat(1_000_000)), false)
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  test.for([
    ['Date: Mon, 6 Jan 2020 09:00:00 +0100\n\n', '2020-01-06T08:00:00.000Z'],
    ['Date: yesterday\n\n', undefined],
    ['no header at all', undefined],
  ])('%j was sent at %s', ([head = '', at]) => {
    expect(headOf(Buffer.from(head)).at?.toISOString()).toBe(at)
  })
})

test('the command tells of each mail, and of what cannot be read', patient, async ({ desk }) => {
  await desk.a.homeTeam()
  const folder = join(desk.folder, 'mails')
  mkdirSync(join(folder, 'deep', 'cur'), { recursive: true })
  writeFileSync(join(folder, 'one.eml'), asked)
  writeFileSync(join(folder, 'deep', 'cur', '1580000000.M1'), answered)
  writeFileSync(join(folder, 'notes.txt'), 'no mail')
  const [ran, ...wrong] = await Promise.all([
    desk.deskwire(['import', 'eml', folder, '--json']),
    desk.deskwire(['import', 'mbox', join(folder, 'missing.mbox')]),
    desk.deskwire(['import', 'mbox', join(folder, 'one.eml'), '--json']),
    desk.deskwire(['import', 'eml']),
  ])
  expect(ran).toMatchObject({ code: 0, err: '' })
  const lines = ran.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toEqual([
    { source: join(folder, 'one.eml'), mail: 1, state: 'opened', ticket: 1001 },
    { source: expect.stringContaining('cur'), mail: 2, state: 'appended', ticket: 1001 },
    { summary: { mails: 2, opened: 1, appended: 1 } },
  ])
  expect(wrong).toMatchObject([
    { code: 1, err: expect.stringMatching(/missing\.mbox cannot be read \(ENOENT\)/) },
    { code: 1, out: expect.stringMatching(/no mbox file.*import eml/) },
    { code: 2, err: expect.stringMatching(/missing required argument 'paths'/) },
  ])
})
