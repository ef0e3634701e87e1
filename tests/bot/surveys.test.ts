import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { surveyOf } from '#core/surveys/find.ts'
import { changeTeam } from '#core/teams/settings.ts'
import { queueDue } from '#core/tickets/due.ts'
import { findTickets } from '#core/tickets/find.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { people } from '#db/schema/people.ts'
import { test } from './desk-in-slack.ts'

test('who asked in Slack is asked in their language, and says there how it went: they alone, and once', async ({
  desk,
  slack,
  ada,
}) => {
  const { app } = desk
  const cleo = slack.person('cleo')
  const ref = await cleo.post('support', 'The printer burns')
  await ada.react(ref, 'ticket')
  await desk.pass(4)
  const { items } = await read(app, null, (db) => findTickets(db, {}))
  const id = items[0]?.id as TicketId
  await perform(app, null, async (work) => {
    await changeTeam(work, desk.home, { surveys: true })
    await work.tx.update(people).set({ language: 'de-CH' }).where(eq(people.name, 'Cleo'))
    await resolveTicket(work, id)
  })
  await desk.pass(4 * 3600, 1800)
  await perform(app, null, (work) => queueDue(work))
  await desk.pass(4)
  await desk.pass(4)
  const asked = slack.channel('support').messages[0]?.replies.at(-1)
  if (!asked) throw new Error('Nothing was asked')
  expect(asked.text).toContain('Waren Sie zufrieden?')

  const press = async (who: string, action: string) => {
    await slack.person(who).press(asked, action)
    await desk.worked()
    return slack.channel('support').ephemerals(who).at(-1)?.text
  }
  const answer = () => read(app, null, (db) => surveyOf(db, id))
  expect(await press('ada', 'survey.rate.1')).toContain('Only whoever asked')
  expect(await answer()).toMatchObject({ rating: null })
  expect(await press('cleo', 'survey.rate.4')).toContain('Vielen Dank')
  expect(await press('cleo', 'survey.rate.1')).toContain('schon geantwortet')
  expect(await answer()).toMatchObject({ rating: 4 })
  await perform(app, null, (work) =>
    work.tx.update(people).set({ language: 'ja' }).where(eq(people.name, 'Cleo')),
  )
  expect(await press('cleo', 'survey.rate.1')).toBe(
    'You have answered before. Your first answer stands.',
  )
  expect(slack.refusals()).toEqual([])
})
