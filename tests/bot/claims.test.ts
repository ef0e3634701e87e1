import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { cardIn, test } from './desk-in-slack.ts'

const rounds = 100
const withinMillis = 5

test('of two agents who press Claim within 5 ms, a hundred times, one has it and the other is told who', async ({
  desk,
  slack,
  ada,
  ben,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  const card = cardIn(slack) // Never drawn anew from here on, so both see its button as in the moment of a race.
  const agents = [
    { name: 'Ada', hand: ada },
    { name: 'Ben', hand: ben },
  ]
  const whispered = (handle: string) => slack.channel('support').ephemerals(handle)
  const owners = new Set<string>()

  for (let round = 0; round < rounds; round += 1) {
    const before = agents.map(({ hand }) => whispered(hand.handle).length)
    const later = Math.random() * withinMillis
    await Promise.all(
      agents.map(async ({ hand }, seat) => {
        if (seat === round % 2) await sleep(later)
        await hand.press(card, 'ticket.claim')
      }),
    )
    await desk.worked()
    const { assignee } = await desk.ticket(id)
    owners.add(String(assignee?.name))
    const told = agents.map(({ hand }, seat) =>
      whispered(hand.handle)
        .slice(before[seat])
        .map(({ text }) => text),
    )
    expect(told).toEqual(
      agents.map(({ name }) =>
        name === assignee?.name
          ? []
          : [`Not done. Ticket #${id} has already been claimed by ${assignee?.name}.`],
      ),
    )
    await perform(desk.app, null, (work) => assignTicket(work, id, null))
  }
  expect([...owners].sort()).toEqual(['Ada', 'Ben'])
  expect(slack.refusals()).toEqual([])
}, 120_000)
