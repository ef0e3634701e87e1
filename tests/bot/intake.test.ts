import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { allAsked } from '#core/ask-soon.ts'
import { replayEvent } from '#core/slack/event-list.ts'
import type { SlackEventId } from '#db/schema/columns.ts'
import { drain } from '#tests/support/jobs.ts'
import { signed } from '#tests/support/slack/sign.ts'
import { cardIn, test } from './desk-in-slack.ts'

const json = { 'content-type': 'application/json' }

test('what is not signed by Slack just now is refused, and leaves nothing', async ({
  desk,
  slack,
}) => {
  const secret = slack.env.SLACK_SIGNING_SECRET
  const now = Math.floor(desk.app.clock().getTime() / 1000)
  const body = JSON.stringify({
    type: 'event_callback',
    event_id: 'Ev1',
    team_id: 'T0ACME',
    event: { type: 'message' },
  })
  const post = (headers: Record<string, string>, sent = body) =>
    fetch(desk.url, { method: 'POST', headers: { ...json, ...headers }, body: sent })
  const refused = [
    {},
    signed('', now, body),
    signed('another secret', now, body),
    signed(secret, now - 301, body),
    signed(secret, now + 61, body),
    { ...signed(secret, now, body), 'x-slack-request-timestamp': 'soon' },
    { ...signed(secret, now, body), 'x-slack-signature': '' },
  ]
  for (const headers of refused) expect((await post(headers)).status).toBe(401)
  expect((await post(signed(secret, now, body), `${body} `)).status).toBe(401)
  expect((await post(signed(secret, now, 'x'), 'x')).status).toBe(400)
  expect((await post(signed(secret, now, body), 'x'.repeat(1024 * 1024 + 1))).status).toBe(413)
  expect(await desk.events()).toEqual([])
  expect((await post(signed(secret, now, body))).status).toBe(200)
  expect(await desk.events()).toMatchObject([{ key: 'Ev1', kind: 'message', state: 'received' }])
  expect(await slack.verifyUrl()).toBe(true)
})

test('an event told many times at once is kept once, without the token that came along', async ({
  desk,
  slack,
  ada,
}) => {
  slack.duplicate(10)
  await ada.post('support', 'Hello \0\\u0000\ud800')
  const [event, ...more] = await desk.events()
  expect(more).toEqual([])
  expect(event).toMatchObject({
    kind: 'message',
    payload: { event: { text: 'Hello \\u0000\ufffd' } },
  })
  expect(event?.payload).not.toHaveProperty('token')
  await drain(desk.app)
  expect(await desk.events()).toMatchObject([{ state: 'done', attempts: 1 }])
})

test('an event whose job a crash kept from being asked for is worked after the next sweep', async ({
  desk,
  ada,
}) => {
  await ada.post('support', 'Hello')
  await allAsked(desk.app)
  await perform(desk.app, null, async (work) => {
    await work.tx.execute(`delete from pgboss.job where name = 'slack.event'`)
  })
  await drain(desk.app)
  expect(await desk.events()).toMatchObject([{ state: 'received', attempts: 0 }])
  desk.jump(1)
  await perform(desk.app, null, async (work) => work.enqueue('slack.sweep', {}))
  await drain(desk.app)
  expect(await desk.events()).toMatchObject([{ state: 'done', attempts: 1 }])
})

test('what is for another workspace or another app is kept, and ignored', async ({
  desk,
  slack,
  ada,
}) => {
  const { world } = slack
  await ada.post('support', 'For us')
  world.app.id = 'A0OTHER'
  await ada.post('support', 'For another app')
  world.app.id = 'A0DESK'
  await ada.post('support', 'For another workspace')
  await perform(desk.app, null, async (work) => {
    await work.tx.execute(`update slack_inbox set payload = replace(payload::text, 'T0ACME', 'T0OTHER')::jsonb
      where payload #>> '{event,text}' like '%workspace'`)
  })
  await drain(desk.app)
  expect((await desk.events()).map(({ state, reason }) => reason ?? state)).toEqual([
    'done',
    'It is for another app.',
    'It is from a workspace that is not connected.',
  ])
})

test('an event that fails again and again ends in failed, in nobody’s way, and can be replayed', async ({
  desk,
  slack,
  ada,
}) => {
  await slack.emit({ type: 'user_change', user: { id: 7 } })
  for (let tries = 0; tries < 5; tries += 1) {
    await drain(desk.app).catch(() => {})
    await perform(desk.app, null, async (work) => {
      await work.tx.execute(`update pgboss.job set state = 'created', completed_on = null
        where name = 'slack.event' and (select state from slack_inbox) = 'received'`)
    })
  }
  const [poison] = await desk.events()
  expect(poison).toMatchObject({ kind: 'user_change', state: 'failed', attempts: 5 })
  expect(poison?.reason).toContain('id')
  await ada.post('support', 'Next')
  await drain(desk.app)
  expect((await desk.events()).map(({ state }) => state)).toEqual(['failed', 'done'])

  const id = poison?.id as SlackEventId
  const agent = await desk.a.agent()
  await expect(perform(desk.app, agent, (work) => replayEvent(work, id))).rejects.toMatchObject({
    code: 'not-allowed',
  })
  const admin = await desk.a.agent({ role: 'admin' })
  await perform(desk.app, admin, async (work) => {
    await work.tx.execute(
      `update slack_inbox set payload = jsonb_set(payload, '{event,user}', '{"id": "U0NEW"}') where id = ${id}`,
    )
    await replayEvent(work, id)
  })
  await drain(desk.app)
  expect((await desk.events()).map(({ state }) => state)).toEqual(['done', 'done'])
})

test('a click that nobody worked, as its process died, is worked by the job, once', async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(2)
  await ada.press(cardIn(slack), 'ticket.claim')
  await desk.worked()
  await perform(desk.app, null, async (work) => {
    await work.tx.execute(`update slack_inbox set state = 'received', ended_at = null`)
  })
  desk.jump(16 / 60)
  await drain(desk.app)
  await desk.pass(3)
  expect(await desk.events()).toMatchObject([{ kind: 'block_actions', state: 'done', attempts: 2 }])
  expect(await desk.ticket(id)).toMatchObject({ assignee: { name: 'Ada' }, status: 'open' })
  expect(cardIn(slack).replies.map(({ text }) => text)).toEqual([
    '📩 Ada Customer wrote\nIt burns.',
    '🙋 Ada claimed this',
  ])
})

test('when Slack takes our token no more nothing is sent, and all of it once it does again', async ({
  desk,
  slack,
}) => {
  await slack.person('root').uninstallApp()
  await desk.a.ticket()
  await desk.pass(2)
  expect(slack.calls('chat.postMessage')).toEqual([])
  const revoked = slack.world.tokens.get(slack.botToken)
  if (revoked) revoked.revoked = false
  slack.world.app.installed = true
  desk.jump(1)
  const sweep = () => perform(desk.app, null, async (work) => work.enqueue('slack.sweep', {}))
  await sweep()
  await desk.pass(3)
  expect(cardIn(slack).text).toContain('Printer on fire')

  if (revoked) revoked.revoked = true // Without a word.
  await desk.a.ticket({ subject: 'Another' })
  await desk.pass(10, 1)
  expect(slack.calls().filter(({ answer }) => answer.error === 'token_revoked')).toHaveLength(1)
  if (revoked) revoked.revoked = false
  await sweep()
  await desk.pass(5, 1)
  expect(slack.channel('support').messages.at(-1)?.text).toContain('Another')
})
