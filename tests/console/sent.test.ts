import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { addRule } from '#core/routing/rule-keep.ts'
import { test } from '#tests/support/http.ts'

const rule = {
  name: 'Urgent',
  teamId: null,
  enabled: true,
  definition: {
    scope: 'create',
    conditions: null,
    actions: [{ do: 'priority', priority: 'HIGH' }],
  },
}

test('what no page of ours sends is answered 400 in words, and is no fault of the desk’s', async ({
  web,
}) => {
  const browser = await web.signedIn({ role: 'admin' })
  const ticket = await web.a.ticket()
  const kept = await perform(web.app, null, (work) => addRule(work, rule))
  const home = await web.a.homeTeam()
  for (const path of [
    '/settings/rules?index',
    '/settings/rules/new',
    `/settings/rules/${kept}`,
    '/settings/sla?index',
    '/settings/sla/new',
    `/tickets/${ticket}`,
    '/mails/1/decide',
    '/settings/slack',
    '/settings/fields',
    '/settings/ladders',
    '/settings/macros',
    '/settings/calendars?index',
    '/settings/calendars/1',
    '/settings/people?index',
    `/settings/people/${browser.agent.personId}`,
    '/settings/teams',
    `/settings/teams/${home}`,
    '/account',
  ]) {
    const headers = {
      Origin: new URL(web.url).origin,
      'Content-Type': 'application/json',
    }
    const answer = await browser.get(path, headers, { method: 'POST', body: '{"intent":' })
    expect({ path, status: answer.status }).toEqual({ path, status: 400 })
    expect(await answer.text()).toContain('What was sent cannot be read.')
  }
})
