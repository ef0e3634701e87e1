import { asc } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { verifyReplyToken } from '#core/mails/reply-token.ts'
import { changeNotifying } from '#core/notifications/preferences.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { markSensitive } from '#core/tickets/change.ts'
import { notifications } from '#db/schema/notifications.ts'
import { hear, test } from '#tests/ingest/outbound/mail-out.ts'
import { drain } from '#tests/support/jobs.ts'

function states(app: App) {
  return read(app, null, (db) =>
    db
      .select({
        state: notifications.state,
        by: notifications.by,
        attempts: notifications.attempts,
      })
      .from(notifications)
      .orderBy(asc(notifications.id)),
  )
}

test('an agent is mailed what happened, in words of a customer that mean nothing to a mail program', async ({
  desk,
  relay,
  a,
}) => {
  const ada = await a.agent()
  const id = await a.ticket({ assignee: ada.personId, subject: 'Fire <b>now</b>' })
  await drain(desk)
  await hear(desk, id, { text: 'Look: <img src=x onerror=alert(1)>' })
  await drain(desk)
  const [given, heard] = await Promise.all(relay.received.map(({ raw }) => simpleParser(raw)))
  expect(relay.received[0]).toMatchObject({ from: '', to: ['agent1@desk.test'] })
  expect(given?.subject).toBe(`Deskwire gave you #${id} · Fire <b>now</b>`)
  expect(given?.headers.get('auto-submitted')).toBe('auto-generated')
  expect(heard?.text).toContain('> Look: <img src=x onerror=alert(1)>')
  expect(heard?.html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(heard?.html).not.toContain('<img')
  const replyTo = heard?.replyTo?.value[0]?.address ?? ''
  expect(verifyReplyToken(desk.keys, replyTo)).toBe(id)
  expect(heard?.text).toContain('is kept as a note')
  expect(await states(desk)).toEqual([
    { state: 'sent', by: 'email', attempts: 1 },
    { state: 'sent', by: 'email', attempts: 1 },
  ])
})

test('a sensitive ticket says no more than its number by mail', async ({ desk, relay, a }) => {
  const ada = await a.agent()
  const manager = await a.agent({ role: 'manager' })
  const id = await a.ticket({ subject: 'Salary of Bob' })
  await perform(desk, manager, (work) => markSensitive(work, id, true))
  await perform(desk, manager, (work) => assignTicket(work, id, ada.personId))
  await hear(desk, id, { text: 'He earns 100.' })
  await drain(desk)
  const raw = relay.received.map((mail) => mail.raw.toString()).join('')
  expect(raw).toContain(`#${id}`)
  expect(raw).not.toMatch(/Salary|earns/)
})

test('a relay that is away is asked again, and the mail leaves once', async ({
  desk,
  relay,
  a,
  pass,
}) => {
  const ada = await a.agent()
  await a.ticket({ assignee: ada.personId })
  relay.answerNext('451 4.3.0 Try later')
  await drain(desk)
  expect(await states(desk)).toMatchObject([{ state: 'waiting', attempts: 1 }])
  pass(1)
  await drain(desk)
  await drain(desk)
  expect(await states(desk)).toMatchObject([{ state: 'sent', attempts: 2 }])
  expect(relay.received.filter(({ taken }) => taken)).toHaveLength(1)
})

test('whoever wants a digest gets one mail in the morning', async ({ desk, relay, a, pass }) => {
  const ada = await a.agent()
  await perform(desk, ada, (work) =>
    changeNotifying(work, ada.personId, { notifySlack: false, notifyDigest: true }),
  )
  const ids = [
    await a.ticket({ assignee: ada.personId }),
    await a.ticket({ assignee: ada.personId }),
  ]
  pass(22 * 60)
  await drain(desk)
  expect(relay.received).toEqual([])
  pass(60)
  await drain(desk)
  expect(relay.received).toHaveLength(1)
  const mail = await simpleParser(relay.received[0]?.raw ?? '')
  expect(mail.subject).toBe('2 things on your tickets')
  for (const id of ids) expect(mail.text).toContain(`gave you #${id}`)
  expect(mail.replyTo).toBeUndefined()
})
