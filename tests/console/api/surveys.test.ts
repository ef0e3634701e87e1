import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { rateTicket } from '#core/surveys/answer.ts'
import { surveys } from '#db/schema/notifications.ts'
import { test } from './api.ts'

test('a program reads how requesters say it went, of tickets that its agent sees', async ({
  api,
}) => {
  const teamId = await api.a.homeTeam()
  const [asked, rated] = [await api.a.ticket(), await api.a.ticket()]
  await perform(api.app, null, async (work) => {
    const rows = [asked, rated].map((ticketId) => ({ ticketId, teamId, askedAt: work.now }))
    await work.tx.insert(surveys).values(rows)
    await rateTicket(work, rated, 4, 'Quick.')
  })
  const near = await api.token(await api.a.agent(), ['tickets:read'])
  const far = await api.token(await api.a.agent({ teams: [await api.a.team('Far')] }))
  const ids = async (path: string, token: string) =>
    (await api.get(path, token)).body.items.map((one: { ticketId: number }) => one.ticketId)

  expect(await ids('/surveys?team=Home', near)).toEqual([rated, asked])
  expect(await ids('/surveys?answered=true', near)).toEqual([rated])
  expect(await ids('/surveys?limit=1', near)).toEqual([rated])
  expect(await ids('/surveys', far)).toEqual([])
  expect((await api.get('/surveys?answered=true', near)).body.items).toEqual([
    expect.objectContaining({ rating: 4, comment: 'Quick.', teamId }),
  ])
})

test('admins say how long spam is kept; agents are told nothing of it', async ({ api }) => {
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const agent = await api.token(await api.a.agent())
  expect((await api.get('/retention', agent)).status).toBe(403)
  const days = (body: { items: { kind: string; days: number | null }[] }) =>
    body.items.find(({ kind }) => kind === 'mails')?.days
  expect(days((await api.get('/retention', admin)).body)).toBe(30)
  const put = (spamDays: number) => api.call('PUT', '/retention', { as: admin, body: { spamDays } })
  expect(days((await put(7)).body)).toBe(7)
  expect((await put(0)).status).toBe(400)
})
