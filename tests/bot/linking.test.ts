import type { AppLoadContext } from '@remix-run/node'
import { expect } from 'vitest'
import { action, loader } from '#console/routes/connect.slack.tsx'
import type { Agent } from '#core/actor.ts'
import { read } from '#core/app.ts'
import { events } from '#db/schema/events.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

/** `link`: what somebody's button leads to. `page`: it, as an agent who is signed in looks at it and confirms it. */
const test = base.extend('page', ({ desk, slack }) => {
  const contextOf = (agent: Agent): AppLoadContext => ({
    app: desk.app,
    agent,
    nonce: '',
    door: { via: 'console' },
    requestId: '',
  })
  return {
    link: async (handle: string) => {
      const who = slack.person(handle)
      await who.press('home', 'account.connect')
      await desk.worked()
      const [, url = ''] =
        /"url":"(https:[^"]*)"/.exec(JSON.stringify(openModal(handle)?.payload)) ?? []
      return url
    },
    look: (agent: Agent, url: string) =>
      loader({ context: contextOf(agent), request: new Request(url), params: {} }),
    confirm: async (agent: Agent, url: string) => {
      const form = new FormData()
      form.set('token', new URL(url).searchParams.get('token') ?? '')
      const request = new Request(url, { method: 'POST', body: form })
      return (await action({ context: contextOf(agent), request, params: {} })).data
    },
  }

  function openModal(handle: string) {
    const { modals, views } = slack.world
    return views.get(modals.get(slack.person(handle).id)?.at(-1) ?? '')
  }
})

const stale = { ok: false, why: expect.stringContaining('This link has been used, has expired') }

test('somebody whom we do not know connects by a link that an agent confirms, once', async ({
  desk,
  slack,
  page,
}) => {
  const cleo = slack.person('cleo')
  const id = await desk.a.ticket()
  const dora = await desk.a.agent({ name: 'Dora' })
  await cleo.openHome()
  await desk.pass(3)
  const url = await page.link('cleo')
  expect(url).toMatch(/^https:\/\/desk\.test\/connect\/slack\?token=/)

  expect(await page.look(dora, url)).toMatchObject({
    asker: { name: 'Cleo', workspace: 'Acme' },
    agent: 'Dora',
  })
  await cleo.press(cardIn(slack), 'ticket.claim')
  await desk.worked()
  expect(await desk.ticket(id)).toMatchObject({ assignee: null })

  expect(await page.confirm(dora, url)).toMatchObject({ ok: true })
  await desk.pass(1)
  expect(cleo.reads('home')).toContain('You have no open tickets.')
  await cleo.press(cardIn(slack), 'ticket.claim')
  await desk.worked()
  expect(await desk.ticket(id)).toMatchObject({ assignee: { name: 'Dora' } })

  expect(await page.confirm(dora, url)).toEqual(stale)
  expect(await page.look(dora, url)).toMatchObject({ asker: null, why: stale.why })
  const trail = await read(desk.app, null, (db) => db.select().from(events))
  expect(trail.filter(({ kind }) => kind === 'slack_linked').at(-1)).toMatchObject({
    chain: `person:${dora.personId}`,
    actorId: dora.personId,
    details: { userId: cleo.id },
  })
})

test('a link that is old, altered, or of another account connects nobody', async ({
  desk,
  slack,
  page,
}) => {
  const dora = await desk.a.agent({ name: 'Dora' })
  await slack.person('cleo').openHome()
  await desk.pass(0.25)
  const url = await page.link('cleo')
  const other = url.replace(slack.person('cleo').id, slack.person('ben').id)
  for (const forged of [other, `${url}x`, url.slice(0, -2), 'https://desk.test/connect/slack'])
    expect(await page.confirm(dora, forged)).toEqual(stale)
  desk.jump(16)
  expect(await page.confirm(dora, url)).toEqual(stale)
})

test('guests are given no link, nor is one of use to whoever has become one', async ({
  desk,
  slack,
  page,
}) => {
  const dora = await desk.a.agent({ name: 'Dora' })
  await slack.person('cleo').openHome()
  await desk.pass(0.25)
  const url = await page.link('cleo')
  await slack.emit({
    type: 'user_change',
    user: {
      id: slack.person('cleo').id,
      team_id: slack.world.team.id,
      name: 'cleo',
      is_restricted: true,
    },
  })
  await desk.pass(0.25)
  expect(await page.confirm(dora, url)).toMatchObject({
    ok: false,
    why: expect.stringContaining('Only full members'),
  })
  expect(await page.link('cleo')).toBe('')
  expect(slack.person('cleo').reads('modal')).toContain('Guests of this workspace cannot act')
})

test('an agent is one account in a workspace: the latest that they confirm', async ({
  desk,
  slack,
  ada,
  page,
}) => {
  const id = await desk.a.ticket()
  await ada.openHome()
  await slack.person('cleo').openHome()
  await desk.pass(3)
  await ada.press(cardIn(slack), 'ticket.claim')
  await desk.worked()
  const adas = (await desk.ticket(id)).assignee?.id
  if (!adas) throw new Error('Ada has not claimed it')
  expect(await page.confirm(await desk.a.actor(adas), await page.link('cleo'))).toMatchObject({
    ok: true,
  })
  await desk.pass(0.25)
  expect(ada.reads('home')).toContain('Your Slack account belongs to no agent')
  await ada.press(cardIn(slack), 'ticket.resolve')
  await desk.worked()
  expect(await desk.ticket(id)).toMatchObject({ status: 'open' })
  await slack.person('cleo').press(cardIn(slack), 'ticket.resolve')
  await desk.worked()
  expect(await desk.ticket(id)).toMatchObject({ status: 'resolved' })
})

test('auditors act nowhere, so they connect nowhere', async ({ desk, slack, page }) => {
  const auditor = await desk.a.agent({ role: 'auditor' })
  await slack.person('cleo').openHome()
  await desk.pass(0.25)
  expect(await page.confirm(auditor, await page.link('cleo'))).toMatchObject({
    ok: false,
    why: expect.stringContaining('auditors'),
  })
})
