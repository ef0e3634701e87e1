import { sql } from 'drizzle-orm'
import { expect, vi } from 'vitest'
import { perform } from '#core/app.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { markSensitive, prioritiseTicket } from '#core/tickets/change.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

const test = base.extend('desk', ({ desk }) => ({
  ...desk,
  idOf: async (name: string) => {
    const [row] = await perform(desk.app, null, async (work) => [
      ...(await work.tx.execute<{ id: number }>(sql`select id from people where name = ${name}`)),
    ])
    return Number(row?.id) as Awaited<ReturnType<typeof desk.a.requester>>['personId']
  },
}))

test('the tabs list what is theirs, and what was picked is remembered', async ({
  desk,
  slack,
  ada,
}) => {
  const other = await desk.a.team('Other')
  await desk.a.ticket({ subject: 'Elsewhere', team: other })
  await desk.a.ticket({ subject: 'Lamp <!channel>' })
  const mine = await desk.a.ticket({ subject: 'Chair', assignee: await desk.idOf('Ada') })
  await desk.a.ticket({ subject: 'Done', status: 'resolved' })
  await desk.pass(1)

  await ada.openHome()
  await desk.pass(0.25)
  expect(ada.reads('home')).toContain(`#${mine} Chair`)
  expect(ada.reads('home')).not.toContain('Lamp')

  await ada.press('home', 'home.tab.queues')
  await desk.worked()
  for (const subject of ['Lamp <!channel>', 'Chair']) expect(ada.reads('home')).toContain(subject)
  for (const hidden of ['Elsewhere', 'Done']) expect(ada.reads('home')).not.toContain(hidden)

  await ada.press('home', 'home.tab.unassigned')
  await desk.worked()
  await ada.choose('home', 'home.priority', '🔴 Critical')
  await desk.worked()
  expect(ada.reads('home')).toContain('Nothing matches. Choose other filters above.')
  await ada.openHome()
  await desk.pass(0.25)
  expect(ada.reads('home')).toContain('Nothing matches.')
  await ada.choose('home', 'home.priority', 'Any priority')
  await desk.worked()
  await ada.choose('home', 'home.team', 'Home')
  await desk.worked()
  expect(ada.reads('home')).toContain('Lamp')
  expect(ada.reads('home')).not.toContain('Chair')

  await ada.press('home', 'home.tab.due')
  await desk.worked()
  expect(ada.reads('home')).toMatch(/Lamp[\s\S]*SLA due/)
  expect(slack.refusals()).toEqual([])
})

test('a row opens its thread or the console, and lets one claim', async ({
  desk,
  slack,
  ada,
  ben,
}) => {
  const id = await desk.a.ticket({ subject: 'Lamp' })
  await ada.openHome()
  await desk.pass(0.25)
  await ada.press('home', 'home.tab.unassigned')
  await desk.worked()
  expect(JSON.stringify(ada.home()?.payload)).toContain(`https://desk.test/tickets/${id}`)
  await desk.pass(3)
  await ada.press('home', 'home.tab.unassigned')
  await desk.worked()
  const { channel, ts } = cardIn(slack)
  expect(JSON.stringify(ada.home()?.payload)).toContain(
    `https://acme.slack.com/archives/${channel}/p${ts.replace('.', '')}`,
  )

  await ada.press('home', 'home.claim')
  await desk.worked()
  expect(await desk.ticket(id)).toMatchObject({ assignee: { name: 'Ada' } })
  expect(ada.reads('home')).toContain(`Ticket #${id} is yours.`)

  const second = await desk.a.ticket({ subject: 'Chair' })
  await ben.openHome()
  await desk.pass(0.25)
  await ben.press('home', 'home.tab.unassigned')
  await desk.worked()
  await perform(desk.app, null, async (work) => assignTicket(work, second, await desk.idOf('Ada')))
  await ben.press('home', 'home.claim')
  await desk.worked()
  expect(ben.reads('home')).toContain(`Ticket #${second} has already been claimed by Ada.`)
})

test('of very many tickets it shows a page, within the limits of Slack', async ({
  desk,
  slack,
  ada,
}) => {
  for (let count = 0; count < 25; count += 1)
    await desk.a.ticket({ subject: `${count} ${'<&>'.repeat(300)}` })
  await perform(desk.app, null, (work) => work.tx.execute(sql`delete from pgboss.job`))
  await ada.openHome()
  await desk.pass(0.25)
  await ada.press('home', 'home.tab.queues')
  await desk.worked()
  const shown = () =>
    (ada.home()?.payload.blocks ?? []).filter(({ block_id }) => /^home:/.test(String(block_id)))
  expect(shown()).toHaveLength(20)
  await ada.press('home', 'home.next')
  await desk.worked()
  expect(shown()).toHaveLength(5)
  await ada.press('home', 'home.first')
  await desk.worked()
  expect(shown()).toHaveLength(20)
  expect(slack.refusals()).toEqual([])
})

test("it is drawn anew when one's tickets change, once for many changes", async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket({ subject: 'Lamp' })
  await ada.openHome()
  await desk.pass(4)
  const drawn = slack.calls('views.publish').length
  await perform(desk.app, null, async (work) => assignTicket(work, id, await desk.idOf('Ada')))
  for (const priority of ['LOW', 'HIGH', 'CRITICAL'] as const)
    await perform(desk.app, null, (work) => prioritiseTicket(work, id, priority))
  await desk.pass(8)
  expect(ada.reads('home')).toMatch(/Lamp\n.*🔴 Critical/)
  await perform(desk.app, null, async (work) => assignTicket(work, id, await desk.idOf('Ben')))
  await desk.pass(8)
  expect(ada.reads('home')).not.toContain('Lamp')
  expect(slack.calls('views.publish')).toHaveLength(drawn + 2)
})

test('a conflict is read anew, and a Home of which we remember the wrong version heals', async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket({ subject: 'Lamp', assignee: await desk.idOf('Ada') })
  await ada.openHome()
  await desk.pass(1)
  slack.fail('views.publish', { kind: 'refused', error: 'hash_conflict' })
  await perform(desk.app, null, (work) => prioritiseTicket(work, id, 'HIGH'))
  await desk.pass(8)
  expect(ada.reads('home')).toContain('🟠 High')

  await perform(desk.app, null, (work) =>
    work.tx.execute(sql`update slack_homes set hash = 'not this one'`),
  )
  await perform(desk.app, null, (work) => prioritiseTicket(work, id, 'LOW'))
  await desk.pass(8)
  expect(ada.reads('home')).toContain('⚪ Low')
})

test('whoever has no seat is told why, and can connect', async ({ desk, slack }) => {
  const cleo = slack.person('cleo')
  await cleo.openHome()
  slack.addPerson('gus', { kind: 'guest', email: 'ben@desk.test' })
  await slack.person('gus').openHome()
  await desk.pass(0.25)
  expect(cleo.reads('home')).toContain('Your Slack account belongs to no agent')
  expect(cleo.reads('home')).toContain('Need something? Write to me')
  expect(JSON.stringify(cleo.home()?.payload)).toContain('Connect your account')
  expect(slack.person('gus').reads('home')).toContain('Guests of this workspace cannot act')
  expect(JSON.stringify(slack.person('gus').home()?.payload)).not.toContain('account.connect')
})

test('forged values show nothing that is not theirs, and a broken list says so', async ({
  desk,
  slack,
  ada,
}) => {
  const other = await desk.a.team('Other')
  const elsewhere = await desk.a.ticket({ subject: 'Elsewhere', team: other })
  const sensitive = await desk.a.ticket({ subject: 'Salary', assignee: await desk.idOf('Ada') })
  await perform(desk.app, null, (work) => markSensitive(work, sensitive, true))
  await desk.a.ticket({ subject: 'Lamp' })
  await ada.openHome()
  await desk.pass(1)
  expect(ada.reads('home')).toContain(`#${sensitive} Sensitive`)
  expect(ada.reads('home')).not.toContain('Salary')
  await ada.press('home', 'home.tab.queues')
  await desk.worked()
  await ada.press('home', 'home.claim', { value: String(elsewhere) })
  await desk.worked()
  expect(await desk.ticket(elsewhere)).toMatchObject({ assignee: null })
  expect(ada.reads('home')).toContain('Not done. There is no such ticket')
  await ada.press('home', 'home.tab.queues', { action_id: 'home.next', value: 'nonsense' })
  await vi.waitFor(() => expect(ada.reads('home')).toContain('could not be read'))
  await ada.press('home', 'home.again')
  await vi.waitFor(() => expect(ada.reads('home')).toContain('Lamp'))
  expect(slack.refusals()).toEqual([])
})
