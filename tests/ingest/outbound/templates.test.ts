import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { saveTemplate } from '#core/mails/templates.ts'
import { setLanguage } from '#core/people/language.ts'
import { drain } from '#tests/support/jobs.ts'
import { answer, arrived, hear, test } from './mail-out.ts'

test('an answer stands in the frame of its team, over its signature, in the requester’s language', async ({
  desk,
  sink,
  a,
}) => {
  const teamId = await a.homeTeam()
  const { personId } = await a.requester('ada@example.org', 'Ada <b>{{agent.name}}</b>')
  await perform(desk, null, async (work) => {
    await setLanguage(work, personId, 'de-AT')
    const place = { teamId, language: 'de' }
    const frame = {
      subject: null,
      text: 'Hallo {{requester.name}},\n\n{{message}}\n\n{{signature}}',
    }
    await saveTemplate(work, { ...place, kind: 'reply_frame' }, frame)
    const sign = { subject: null, text: 'Viele Grüße\n{{agent.name}}, {{team.name}}' }
    await saveTemplate(work, { ...place, kind: 'signature' }, sign)
  })
  const ticket = await a.ticket({ from: 'ada@example.org' })
  await hear(desk, ticket, { authorId: personId, text: 'Es brennt.' })

  await answer(desk, await a.agent({ name: 'Ana' }), ticket, {
    text: 'Ziehen {{Sie}} den Stecker.',
    html: '<p>Ziehen Sie den <b>Stecker</b>.</p>',
  })
  await drain(desk)

  const { text, html } = await arrived(sink)
  expect(text).toBe(
    [
      'Hallo Ada <b>{{agent.name}}</b>,',
      'Ziehen {{Sie}} den Stecker.',
      '-- \nViele Grüße\nAna, Home',
      '##- Please write your reply above this line -##',
      'Am 2. März 2026 um 09:00 UTC schrieb Ada <b>{{agent.name}}</b>:\n> Es brennt.\n',
    ].join('\n\n'),
  )
  expect(html).toContain('Hallo Ada &lt;b&gt;{{agent.name}}&lt;/b&gt;,')
  expect(html).toContain('<p>Ziehen Sie den <b>Stecker</b>.</p>')
  expect(html).toContain('Viele Grüße<br>\nAna, Home')
})

test('a team that wants no signature has none, and no gap either', async ({ desk, sink, a }) => {
  const place = { teamId: await a.homeTeam(), language: 'en', kind: 'signature' } as const
  await perform(desk, null, (work) => saveTemplate(work, place, { subject: null, text: '' }))
  await answer(desk, await a.agent(), await a.ticket(), { text: 'Pull the plug.' })
  await drain(desk)
  expect((await arrived(sink)).text).toMatch(/^Pull the plug\.\n\n##-/)
})
