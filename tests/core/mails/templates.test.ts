import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { languages } from '#core/mails/default-templates.ts'
import { templateProblem } from '#core/mails/fill.ts'
import {
  findTemplates,
  previewTemplate,
  removeTemplate,
  saveTemplate,
  wordsFor,
} from '#core/mails/templates.ts'
import { setMailPolicy } from '#core/teams/mail-policy.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { test } from '#tests/support/test.ts'

type Place = Parameters<typeof saveTemplate>[1]
const signature = (teamId: TeamId | null, language = 'en'): Place => ({
  teamId,
  language,
  kind: 'signature',
})

test('a team’s own words come before the desk’s, and those before the built-in ones', async ({
  app,
  a,
}) => {
  const team = await a.homeTeam()
  const spoken = async (language: string | null) =>
    (await read(app, null, (db) => wordsFor(db, team, language))).templates.signature.text
  const save = (place: Place, text: string) =>
    perform(app, null, (work) => saveTemplate(work, place, { subject: null, text }))

  expect(await spoken(null)).toBe('{{agent.name}}\n{{team.name}}')
  await save(signature(null), 'All')
  expect(await spoken('en')).toBe('All')
  await save(signature(team), 'Ours')
  await save(signature(team), 'Ours, mended')
  expect(await spoken('en-GB')).toBe('Ours, mended')
  await save(signature(team, 'PT-br'), 'Nossa')
  expect(await spoken('pt-BR')).toBe('Nossa')
  expect(await spoken('ja')).toBe('Ours, mended')
  expect(await spoken('de')).toBe('{{agent.name}}\n{{team.name}}')

  await perform(app, null, (work) => setMailPolicy(work, team, { language: 'pt-BR' }))
  expect(await spoken(null)).toBe('Nossa')
  await perform(app, null, (work) => removeTemplate(work, signature(team, 'pt-br')))
  expect(await spoken(null)).toBe('Ours, mended')
  expect(await read(app, null, findTemplates)).toHaveLength(2)
})

test('managers write the templates of their teams, and only admins those of all', async ({
  app,
  a,
}) => {
  const own = await a.homeTeam()
  const other = await a.team()
  const save = async (role: 'agent' | 'manager' | 'admin', team: TeamId | null) => {
    const agent = await a.agent({ role })
    return perform(app, agent, (work) =>
      saveTemplate(work, signature(team), { subject: null, text: role }),
    )
  }
  const refused = { code: 'not-allowed' }
  await save('manager', own)
  await save('admin', null)
  await expect(save('agent', own)).rejects.toMatchObject(refused)
  await expect(save('manager', other)).rejects.toMatchObject(refused)
  await expect(save('manager', null)).rejects.toMatchObject(refused)
})

test.for(Object.entries(languages))(
  'the built-in words of %s are in order',
  ([, { templates }]) => {
    for (const [kind, { subject, text }] of Object.entries(templates)) {
      const whole = `${subject ?? ''}\n${text}`
      expect(templateProblem(kind as keyof typeof templates, whole)).toBeNull()
    }
  },
)

test.for<[Place['kind'], string, RegExp | null]>([
  ['signature', '{{ agent.name }}, {{team.name}}', null],
  ['signature', '{{requester.name}}', /\{\{requester\.name\}\} cannot be used here/],
  ['acknowledgement', '{{ticket.number}}', null],
  ['acknowledgement', '{{requester.name}}', /There are: \{\{team\.name\}\}/],
  ['acknowledgement', '{{ticket.subject}}', /cannot be used/],
  ['reply_frame', 'Hello {{requester.name}},\n{{message}}', null],
  ['reply_frame', 'Hello', /needs \{\{message\}\} once/],
  ['reply_frame', '{{message}}{{message}}', /needs \{\{message\}\} once/],
  ['reply_frame', '{{constructor}}{{message}}', /cannot be used/],
])('as %s, %j: %s', ([kind, text, problem]) => {
  if (problem) expect(templateProblem(kind, text)).toMatch(problem)
  else expect(templateProblem(kind, text)).toBeNull()
})

test('a preview shows the very mail, filled with a sample', async ({ app, a }) => {
  const teamId = await a.homeTeam()
  const preview = (kind: Place['kind'], text: string, subject: string | null = null) =>
    read(app, null, (db) =>
      previewTemplate(db, { teamId, language: 'de', kind }, { subject, text }),
    )

  const frame = await preview('reply_frame', 'Hallo {{requester.name}} <b>,\n\n{{message}}')
  expect(frame.text).toMatch(/^Hallo Ada Customer <b>,\n\n…\n\n##-/)
  expect(frame.html).toContain('Hallo Ada Customer &lt;b&gt;,')
  const signed = await preview('signature', 'Viele Grüße\n{{agent.name}}')
  expect(signed.text).toContain('…\n\n-- \nViele Grüße\nAna Agent\n')
  const told = await preview(
    'acknowledgement',
    'Nummer {{ticket.number}}',
    'Da: #{{ticket.number}}',
  )
  expect(told).toMatchObject({ subject: 'Da: #1042', text: 'Nummer 1042\n' })
  expect(told.html).not.toContain('##-')
})

test('a template without what it needs is refused, and says what to do', async ({ app, a }) => {
  const teamId = await a.homeTeam()
  const kind = 'acknowledgement' as const
  for (const [place, words] of [
    [
      { teamId, language: 'en', kind },
      { subject: null, text: 'x' },
    ],
    [
      { teamId, language: 'en', kind },
      { subject: 'x', text: ' ' },
    ],
    [
      { teamId, language: 'english!', kind },
      { subject: 'x', text: 'x' },
    ],
    [
      { teamId, language: 'en', kind },
      { subject: 'x', text: '{{requester.name}}' },
    ],
    [signature(teamId), { subject: null, text: 'x'.repeat(20_001) }],
  ] as const)
    await expect(
      perform(app, null, (work) => saveTemplate(work, place, words)),
    ).rejects.toMatchObject({ code: 'wrong-input' })
})
