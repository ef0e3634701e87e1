import { simpleParser } from 'mailparser'
import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { setMailPolicy } from '#core/teams/mail-policy.ts'
import { findTickets } from '#core/tickets/find.ts'
import { acceptRequesterLink } from '#core/tickets/requester-link.ts'
import { drain } from '#tests/support/jobs.ts'
import { mailer } from '#tests/support/mail.ts'
import { test } from './mail-out.ts'

test('an acknowledgement links to pages that are signed for this ticket, and for one thing each', async ({
  desk,
  sink,
  a,
}) => {
  const team = await a.homeTeam()
  await perform(desk, null, (work) => setMailPolicy(work, team, { acknowledgeHours: 24 }))
  const { send } = await mailer(desk)
  await send()
  await drain(desk)
  const { items } = await read(desk, null, (db) => findTickets(db, {}))
  const mail = await simpleParser(sink.received.at(-1)?.raw ?? '')
  const links = [...(mail.text ?? '').matchAll(/\/requests\/(\w+)\/([\w.-]+)/g)]
  expect(links.map(([, page]) => page)).toEqual(['solved', 'broken', 'status'])
  const [solved, , status] = links.map(([, , token]) => token ?? '')
  expect(acceptRequesterLink(desk.keys, 'solved', solved ?? '', desk.clock())).toBe(items[0]?.id)
  expect(() => acceptRequesterLink(desk.keys, 'solved', status ?? '', desk.clock())).toThrow(
    'expired or is not whole',
  )
})
