import { EntityType } from '@slack/types'
import { WebClient } from '@slack/web-api'
import { expect } from 'vitest'
import { startSlack } from '#tests/support/slack/start.ts'
import { test, webClient } from './slack-test.ts'

test('an app is installed by a person who allows it, with a code for one use', async ({
  slack,
}) => {
  const { SLACK_CLIENT_ID: client_id, SLACK_CLIENT_SECRET: client_secret } = slack.env
  const redirect_uri = 'https://desk.test/slack/oauth'
  const ask = new URLSearchParams({
    client_id,
    redirect_uri,
    scope: 'chat:write,team:read',
    state: 's1',
  })
  const page = `${slack.url}/oauth/v2/authorize?${ask}`
  expect(await (await fetch(page)).text()).toContain('is requesting permission')
  const back = await fetch(`${page}&approve=yes`, { redirect: 'manual' })
  const landed = new URL(back.headers.get('location') ?? '')
  expect(landed.searchParams.get('state')).toBe('s1')

  const anyone = new WebClient(undefined, {
    slackApiUrl: slack.env.SLACK_API_URL,
    retryConfig: { retries: 0 },
  })
  const code = landed.searchParams.get('code') ?? ''
  const exchange = (secret = client_secret) =>
    anyone.oauth.v2.access({ client_id, client_secret: secret, code, redirect_uri })
  await expect(exchange('wrong')).rejects.toMatchObject({ data: { error: 'bad_client_secret' } })
  const installed = await exchange()
  expect(installed).toMatchObject({
    token_type: 'bot',
    scope: 'chat:write,team:read',
    team: { id: 'T0ACME' },
  })
  await expect(exchange()).rejects.toMatchObject({ data: { error: 'invalid_code' } })
  expect(await webClient(slack, installed.access_token).team.info()).toMatchObject({
    team: { domain: 'acme' },
  })

  await slack.person('root').uninstallApp()
  await expect(webClient(slack, installed.access_token).auth.test()).rejects.toMatchObject({
    data: { error: 'account_inactive' },
  })
})

test('a link unfurls to a Work Object that opens', async ({ onTestFinished }) => {
  const slack = await startSlack({ app: { unfurlDomains: ['desk.test'] } })
  onTestFinished(slack.close)
  slack.addPerson('ada')
  slack.addChannel('support', { members: ['ada', 'deskwire'] })
  const [web, ada] = [webClient(slack), slack.person('ada')]
  const url = 'https://desk.test/tickets/7'
  const entity = {
    entity_type: EntityType.Item,
    url,
    app_unfurl_url: url,
    external_ref: { id: '7' },
    entity_payload: { attributes: { title: { text: 'Stuck' } } },
  }
  const message = await ada.post('support', `See ${url}`)
  const shared = slack.deliveries('link_shared')[0]?.body.event as Record<string, unknown>
  expect(shared).toMatchObject({ links: [{ url, domain: 'desk.test' }], is_bot_user_member: true })

  const unfurl = (more: object) =>
    web.apiCall('chat.unfurl', { channel: message.channel, ts: message.ts, ...more })
  await expect(unfurl({ unfurls: { 'https://desk.test/8': { text: 'x' } } })).rejects.toMatchObject(
    { data: { error: 'cannot_unfurl_url' } },
  )
  await expect(
    unfurl({ metadata: { entities: [{ ...entity, entity_payload: {} }] } }),
  ).rejects.toMatchObject({ data: { error: 'invalid_metadata_format' } })
  expect(await unfurl({ metadata: { entities: [entity] } })).toMatchObject({ ok: true })
  expect(slack.channel('support').messages[0]?.raw.attachments).toMatchObject([
    { from_url: url, is_app_unfurl: true },
  ])
  expect(slack.channel('support').messages[0]?.edited).toBe(false)

  await ada.openUnfurl(message, url)
  const asked = slack.deliveries('entity_details_requested')[0]?.body.event as {
    trigger_id: string
  }
  await web.entity.presentDetails({ trigger_id: asked.trigger_id, metadata: entity })
  expect(ada.details()).toMatchObject({ external_ref: { id: '7' } })
})
