import { expect } from 'vitest'
import { cardIn, test } from './desk-in-slack.ts'

test('a ticket is a card in the channel of its team, and what was said hangs on it', async ({
  desk,
  slack,
}) => {
  const id = await desk.a.ticket({ subject: 'Printer on fire', from: 'ada@example.org' })
  await desk.pass(3)
  const card = cardIn(slack)
  expect(slack.refusals()).toEqual([])
  expect(card.text).toBe(
    `#${id} Printer on fire\nAda Customer · ada@example.org · 🔵 Medium · New · Nobody yet\n⏱️ SLA due @date\n> It burns.`,
  )
  expect(card.raw.text).toBe(
    `#${id} · Printer on fire · Ada Customer · 🔵 Medium · New · Nobody yet`,
  )
  expect(card.buttons).toEqual([
    'ticket.claim',
    'ticket.reply',
    'ticket.assign',
    'ticket.snooze',
    'ticket.resolve',
    'ticket.more',
  ])
  expect(card.replies.map(({ text }) => text)).toEqual(['📩 Ada Customer wrote\nIt burns.'])
})
