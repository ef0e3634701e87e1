import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { allAgents } from '#core/people/agent-list.ts'
import { changeProfile } from '#core/people/profile.ts'
import { test as base } from './desk-in-slack.ts'

/** `agentOf`: an agent as they are now. `say`: types behind `/ticket`, and gives what is answered. */
const test = base
  .extend('agentOf', ({ desk }) => async (name: string) => {
    const agent = (await read(desk.app, null, allAgents)).find((each) => each.name === name)
    if (!agent) throw new Error(`There is no agent ${name}`)
    return agent
  })
  .extend('say', ({ desk: _, slack }) => async (who: string, words: string) => {
    const answer = await slack.person(who).command('/ticket', words, { channel: 'support' })
    return String(answer.body)
  })

test('an agent goes away until a moment by their own clock, and comes back', async ({
  desk,
  say,
  agentOf,
}) => {
  const { id } = await agentOf('Ada')
  const zone = { timeZone: 'Europe/Berlin' }
  await perform(desk.app, null, (work) => changeProfile(work, id, zone))
  expect(await say('ada', 'away until friday 14:00')).toContain('away until Fri 6 Mar 14:00')
  expect(await agentOf('Ada')).toMatchObject({
    presence: 'away',
    awayUntil: new Date('2026-03-06T13:00:00Z'),
  })
  expect(await say('ada', 'away reassign tomorrow')).toContain('goes back to the queue')
  expect(await agentOf('Ada')).toMatchObject({ presence: 'reassign' })
  expect(await say('ada', 'away')).toContain('Your tickets stay yours. `/ticket back` ends it.')
  expect(await say('ada', 'back')).toContain('You are back')
  expect(await agentOf('Ada')).toMatchObject({ presence: 'available', awayUntil: null })
})

test('what names no moment is what somebody asks, and a moment that has passed is refused', async ({
  desk,
  ada,
  say,
  agentOf,
}) => {
  await say('ada', 'away message of my mailbox is wrong')
  await desk.worked()
  expect(ada.reads('modal')).toContain('Subject')
  expect(await say('ada', 'away 2020-01-01')).toContain('Not done. Give a moment in the future')
  expect(await agentOf('Ada')).toMatchObject({ presence: 'available' })
})

test('whoever is no agent is told so', async ({ say }) => {
  for (const words of ['away', 'back']) expect(await say('cleo', words)).toContain('Not done.')
})

test('the Home says whether its owner takes tickets, and changes it', async ({
  desk,
  slack,
  ada,
  agentOf,
}) => {
  await ada.openHome()
  await desk.pass(0.25)
  expect(ada.reads('home')).toContain('🟢 You take new tickets.')
  await ada.choose('home', 'home.presence', '🌙 Away until tomorrow 09:00')
  await desk.worked()
  expect(ada.reads('home')).toContain('🌙 You get no new tickets: away until Tue 3 Mar 09:00.')
  expect(await agentOf('Ada')).toMatchObject({ awayUntil: new Date('2026-03-03T09:00:00Z') })
  await ada.choose('home', 'home.presence', '🟢 Available')
  await desk.worked()
  expect(await agentOf('Ada')).toMatchObject({ presence: 'available' })
  expect(slack.refusals()).toEqual([])
})
