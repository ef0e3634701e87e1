import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { mergeTicket } from '#core/tickets/merge.ts'
import { cardIn, test } from './desk-in-slack.ts'

test('the card of a merged ticket says where it went, and what is written under it lands there', async ({
  desk,
  slack,
  ada,
}) => {
  const merged = await desk.a.ticket({ from: 'ada@example.org' })
  await desk.pass(3)
  const target = await desk.a.ticket({ from: 'ada@example.org', subject: 'The other' })
  await perform(desk.app, null, (work) => mergeTicket(work, merged, target))
  await desk.pass(10)
  const card = cardIn(slack)
  expect(card.text).toContain(`Merged into #${target}`)
  expect(card.buttons).toEqual([])
  expect(card.replies.at(-1)?.text).toContain(`merged this into #${target}`)

  await ada.reply(card, 'Still warm')
  await desk.pass(3)
  expect((await desk.said(target)).at(-1)).toMatchObject({
    text: 'Still warm',
    visibility: 'internal',
  })
  expect(slack.refusals()).toEqual([])
})
