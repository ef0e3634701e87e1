import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { acceptMail } from '#core/mails/accept.ts'
import { concludeMail } from '#core/mails/conclude.ts'
import { mailboxOf } from '#core/mails/recipients.ts'
import type { Authentication } from '#db/schema/mails.ts'
import { asOwner } from '#tests/support/database.ts'
import { queued } from '#tests/support/jobs.ts'
import { test } from './api.ts'

const raw = Buffer.from(
  'From: ada@example.org\r\nSubject: Hi\r\n\r\nBytes \xff as they came\r\n',
  'latin1',
)

test('mail in is listed, found, given as it came, and read again', async ({ api }) => {
  const agent = await api.token(await api.a.agent())
  const deliver = (end?: { state: 'failed' | 'bounce'; reason: string }, id?: string) =>
    perform(api.app, null, async (work) => {
      const box = await mailboxOf(work.tx, 'help@desk.test')
      const mail = await acceptMail(work, {
        door: 'email',
        remoteAddress: '192.0.2.7',
        envelopeFrom: 'ada@example.org',
        envelopeTo: ['help@desk.test'],
        recipients: box ? [box] : [],
        raw,
      })
      if (end) await concludeMail(work, mail, end, { headerMessageId: id ?? null })
      return mail
    })
  const failed = await deliver({ state: 'failed', reason: 'It could not be read.' }, 'one@x.test')
  const bounce = await deliver({ state: 'bounce', reason: 'A bounce.' })
  const fresh = await deliver()
  const found = async (query: string) =>
    (await api.get(`/mails?${query}`, agent)).body.items.map(({ id }: { id: number }) => id)
  expect(await found('')).toEqual([fresh, bounce, failed])
  expect(await found('state=received')).toEqual([fresh])
  expect(await found(`messageId=${encodeURIComponent('<one@x.test>')}`)).toEqual([failed])
  expect(await found('recipient=HELP@desk.test')).toEqual([fresh, bounce, failed])
  expect(await found('recipient=other@desk.test')).toEqual([])
  expect(await found(`limit=2&cursor=${bounce}`)).toEqual([failed])
  expect((await api.get('/mails?limit=2', agent)).body.next).toBe(String(bounce))

  const one = await api.get(`/mails/${failed}`, agent)
  expect(one.body).toEqual({
    id: failed,
    receivedAt: '2026-03-02T09:00:00.000Z',
    messageId: 'one@x.test',
    envelope: { from: 'ada@example.org', to: ['help@desk.test'] },
    size: raw.length,
    state: 'failed',
    reason: 'It could not be read.',
    ticketId: null,
    ticketMessageId: null,
    authentication: { spf: null, dkim: null, dmarc: null, arc: null, proven: false, by: null },
    bounce: null,
  })
  const bytes = await fetch(`${api.url}/mails/${failed}/raw`, {
    headers: { authorization: `Bearer ${agent}` },
  })
  expect(bytes.headers.get('content-type')).toBe('message/rfc822')
  expect(Buffer.from(await bytes.arrayBuffer())).toEqual(raw)

  const before = (await queued(api.app)).length
  expect(await api.post(`/mails/${failed}/replay`, agent)).toMatchObject({
    status: 200,
    body: { state: 'received', reason: null },
  })
  expect(await queued(api.app)).toHaveLength(before + 1)
  expect(await api.post(`/mails/${bounce}/replay`, agent)).toMatchObject({
    status: 409,
    body: { code: 'mail-not-replayable' },
  })

  const stranger = await api.token(await api.a.agent({ teams: [await api.a.team()] }))
  expect((await api.get('/mails', stranger)).body.items).toEqual([])
  for (const path of [`/mails/${failed}`, `/mails/${failed}/raw`])
    expect((await api.get(path, stranger)).status).toBe(404)
  expect((await api.post(`/mails/${failed}/replay`, stranger)).status).toBe(404)
})

test('failed jobs are shown and tried again by admins alone', async ({ api }) => {
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const ticket = await api.a.ticket({ status: 'open' })
  await api.post(`/tickets/${ticket}/snooze`, admin, { until: '2026-03-02T10:00:00Z' })
  await api.post(`/tickets/${ticket}/messages`, admin, { visibility: 'public', text: 'Hello' })
  await asOwner(api.database.ownerUrl, (owner) =>
    owner.unsafe(`update pgboss.job set state = 'failed', completed_on = now(), output = '{"message":"It broke"}'
      where name in ('desk.wake', 'mail.deliver')`),
  )
  const { body } = await api.get('/jobs?state=failed', admin)
  expect(body.items).toHaveLength(2)
  expect(body.items).toContainEqual({
    id: expect.any(String),
    name: 'desk.wake',
    mailId: null,
    outboundId: null,
    ticketId: ticket,
    reason: 'It broke',
    attempts: 1,
    createdAt: expect.stringMatching(/Z$/),
    failedAt: expect.stringMatching(/Z$/),
  })
  const first = await api.get('/jobs?limit=1', admin)
  const second = await api.get(`/jobs?limit=1&cursor=${first.body.next}`, admin)
  expect([...first.body.items, ...second.body.items]).toEqual(body.items)
  expect(second.body.next).toBeNull()

  const { id } = body.items[0]
  expect((await api.post(`/jobs/${id}/retry`, admin)).body).toEqual({ id, state: 'retry' })
  expect((await api.post(`/jobs/${id}/retry`, admin)).status).toBe(404)
  expect((await api.get('/jobs', admin)).body.items).toHaveLength(1)
  const manager = await api.token(await api.a.agent({ role: 'manager' }))
  expect((await api.get('/jobs', manager)).status).toBe(403)
  expect((await api.post(`/jobs/${id}/retry`, manager)).status).toBe(403)
})

test('the audit is asked by ticket, actor, action and time, and proven', async ({ api }) => {
  const boss = await api.a.agent({ role: 'admin' })
  const admin = await api.token(boss)
  const ticket = await api.a.ticket()
  api.pass(10)
  await api.post(`/tickets/${ticket}/claim`, admin)
  const asked = async (query: string) =>
    (await api.get(`/audit?${query}`, admin)).body.items.map(
      ({ action }: { action: string }) => action,
    )
  expect(await asked(`ticket=${ticket}`)).toEqual(['claimed', 'opened'])
  expect(await asked(`actor=${boss.personId}`)).toEqual(['claimed'])
  expect(await asked('action=team_added')).toEqual(['team_added'])
  expect(await asked('since=2026-03-02T09:10:00Z')).toEqual(['claimed'])
  expect(await asked('since=2026-03-02T12:10:00%2B03:00')).toEqual(['claimed'])
  expect((await api.get('/audit?actor=nobody@x.test', admin)).status).toBe(400)
  expect((await api.post('/audit/verify', admin)).body).toMatchObject({
    ok: true,
    checked: expect.any(Number),
    broken: [],
  })
  await asOwner(api.database.ownerUrl, async (owner) => {
    await owner.unsafe('alter table events disable trigger events_are_kept')
    await owner.unsafe(
      `update events set details = '{}' where chain = 'ticket:${ticket}' and place = 2`,
    )
  })
  expect((await api.post('/audit/verify', admin)).body).toMatchObject({
    ok: false,
    broken: [{ chain: `ticket:${ticket}`, place: 2, fault: 'edited' }],
  })
  const agent = await api.token(await api.a.agent())
  expect((await api.post('/audit/verify', agent)).status).toBe(403)
  expect((await api.get('/audit?action=team_added', agent)).body.items).toEqual([])
})

test('a mail says who was found to have sent it, and a bounce whom it is about', async ({
  api,
}) => {
  const agent = await api.token(await api.a.agent())
  const authentication: Authentication = {
    ...{ spf: 'pass', dkim: 'none', dmarc: 'pass', arc: 'none', proven: true, by: 'mx.desk.test' },
  }
  const bounce = { recipients: ['ada@example.org'], status: null }
  const id = await perform(api.app, null, async (work) => {
    const box = await mailboxOf(work.tx, 'help@desk.test')
    const mail = await acceptMail(work, {
      door: 'email',
      remoteAddress: '192.0.2.7',
      envelopeFrom: '',
      envelopeTo: ['help@desk.test'],
      recipients: box ? [box] : [],
      raw,
    })
    const end = { state: 'bounce', reason: 'A bounce.' } as const
    await concludeMail(work, mail, end, { authentication, bounce })
    return mail
  })
  expect((await api.get(`/mails/${id}`, agent)).body).toMatchObject({ authentication, bounce })
})
