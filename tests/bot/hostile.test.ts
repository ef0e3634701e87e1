import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import { queued } from '#tests/support/jobs.ts'
import { test as plainDesk } from '#tests/support/test.ts'
import { cardIn, test } from './desk-in-slack.ts'

/** When the SLA is due, said by us alone: Slack turns it into the reader's own time. */
const ourMoment = /\{"type":"mrkdwn","text":"⏱️ SLA due <!date\^\d+\^[a-z_{} ]+\|[\dT:.Z-]+>"[^}]*\}/

test('what a customer writes mentions nobody, and is nothing but words', async ({
  desk,
  slack,
}) => {
  const hostile =
    '<!channel> <@U0BOT> *x* <https://evil.test|https://bank.test> &lt;!here&gt; :tada: \u202Eabc'
  await desk.a.ticket({
    subject: hostile,
    text: `${hostile}\n${'long '.repeat(5000)}`,
    from: 'x@example.org',
  })
  await desk.a.ticket({ subject: '', text: '' })
  await desk.pass(5)
  const [first, second] = slack.channel('support').messages
  for (const { raw } of [first, ...(first?.replies ?? [])].filter((one) => one !== undefined)) {
    expect(raw.text).not.toMatch(/<[!@#h]/)
    expect(JSON.stringify(raw.blocks).replace(ourMoment, '')).not.toMatch(
      /"type":"(mrkdwn|user|broadcast|usergroup|channel|emoji)"/,
    )
  }
  expect(first?.replies[0]?.text).toMatch(/Read all of it$/)
  expect(second?.text).toContain('(no subject)')
  expect(slack.refusals()).toEqual([])
})

test('a ticket that is handed to another team goes on in the channel of that team', async ({
  desk,
  slack,
}) => {
  slack.addChannel('billing', { members: ['deskwire'] })
  const billing = await desk.a.team('Billing')
  await perform(desk.app, null, async (work) => {
    await work.tx.execute(`update teams set slack_channel = 'billing' where name = 'Billing'`)
  })
  const id = await desk.a.ticket()
  await desk.pass(3)
  await perform(desk.app, null, (work) => transferTicket(work, id, billing))
  await desk.pass(6)
  expect(cardIn(slack).text).toBe(`#${id}\nIt goes on with another team.`)
  expect(cardIn(slack, 'billing').text).toContain('Printer on fire')
  expect(cardIn(slack, 'billing').replies.map(({ text }) => text)).toEqual([
    '📩 Ada Customer wrote\nIt burns.',
    '➡️ Deskwire handed this to another team',
  ])
})

plainDesk('a desk without Slack queues nothing for it', async ({ app, a }) => {
  await a.ticket({ status: 'resolved' })
  expect((await queued(app)).filter((name) => name.startsWith('slack.'))).toEqual([])
})
