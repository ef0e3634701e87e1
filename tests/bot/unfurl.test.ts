import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { markSensitive } from '#core/tickets/change.ts'
import type { Slack } from '#tests/support/slack/start.ts'
import { isObject } from '#tests/support/slack/world.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

const test = base.extend('slack', ({ slack }) => {
  slack.world.app.unfurlDomains = ['desk.test']
  slack.addChannel('random', { members: ['ada', 'cleo', 'deskwire'] })
  return slack
})

/** What the last message of a channel unfolded to, as it is sent. */
function unfolded(slack: Slack, channel: string): string {
  return JSON.stringify(slack.channel(channel).messages.at(-1)?.raw.attachments ?? [])
}

test("in its team's channel a link tells number, subject and status, as a Work Object", async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket({ subject: 'Lamp <!channel> & co', text: 'A secret' })
  await desk.pass(3)
  const url = `https://desk.test/tickets/${id}`
  const said = await ada.post('support', `Who takes ${url} ?`)
  await desk.pass(1)
  const [unfurl] = slack.channel('support').messages.at(-1)?.raw.attachments ?? []
  expect(unfurl?.entity).toMatchObject({
    external_ref: { id: String(id), type: 'ticket' },
    entity_payload: {
      attributes: { title: { text: 'Lamp <!channel> & co' }, display_id: `#${id}` },
      fields: { status: { value: 'New' } },
    },
  })
  for (const more of ['secret', 'Customer', 'example.org'])
    expect(JSON.stringify(unfurl)).not.toContain(more)

  await ada.openUnfurl(said, url)
  await desk.pass(0.25)
  expect(ada.details()).toMatchObject({
    entity_payload: { fields: { priority: { value: '🔵 Medium' } } },
  })
  await slack.person('cleo').openUnfurl(said, url)
  await desk.pass(0.25)
  expect(JSON.stringify(slack.person('cleo').details())).not.toContain('Lamp')
  expect(slack.refusals()).toEqual([])
})

test('where Slack takes no Work Objects it is told plainly', async ({ desk, slack, ada }) => {
  const id = await desk.a.ticket({ subject: 'Lamp' })
  await desk.pass(3)
  slack.fail('chat.unfurl', { kind: 'refused', error: 'invalid_metadata_format' })
  await ada.post('support', `https://desk.test/tickets/${id}`)
  await desk.pass(1)
  const [unfurl, ...more] = slack.channel('support').messages.at(-1)?.raw.attachments ?? []
  expect(more).toEqual([])
  expect(JSON.stringify(unfurl?.blocks)).toContain(`#${id} Lamp`)
})

test('elsewhere, and by anybody else, it tells no more than its address does', async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket({ subject: 'Lamp' })
  const other = await desk.a.ticket({ subject: 'Lamp', team: await desk.a.team('Other') })
  const sensitive = await desk.a.ticket({ subject: 'Lamp' })
  await perform(desk.app, null, (work) => markSensitive(work, sensitive, true))
  await desk.pass(8)
  const link = (ticket: number) => `https://desk.test/tickets/${ticket}`
  const cases = [
    [ada, 'random', id],
    [slack.person('cleo'), 'support', id],
    [ada, 'support', other],
    [ada, 'support', sensitive],
    [ada, 'support', 999_999],
  ] as const
  for (const [who, channel, ticket] of cases) {
    await who.post(channel, `See ${link(ticket)}`)
    await desk.pass(1)
    expect(unfolded(slack, channel)).toContain(`#${ticket} · a ticket in Deskwire`)
    expect(unfolded(slack, channel)).not.toContain('Lamp')
  }
  expect(slack.refusals()).toEqual([])
})

test('in a channel shared with another organisation it tells nothing more either', async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket({ subject: 'Lamp' })
  await desk.pass(3)
  const channel = slack.world.channels.get(slack.channel('support').id)
  if (channel) channel.sharedWith = ['T0OTHER']
  await ada.post('support', `https://desk.test/tickets/${id}`)
  await desk.pass(1)
  expect(unfolded(slack, 'support')).not.toContain('Lamp')
})

test('addresses that are no ticket stay as they are', async ({ desk, slack, ada }) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  slack.world.app.unfurlDomains = ['desk.test', 'desk.test.evil.example']
  await ada.post(
    'support',
    `https://desk.test/tickets https://desk.test.evil.example/tickets/${id} http://desk.test/tickets/${id}`,
  )
  await desk.pass(1)
  expect(slack.calls('chat.unfurl')).toEqual([])
  expect(cardIn(slack).raw.attachments?.some(isObject)).toBeFalsy()
})
