import { expect, test } from 'vitest'
import { readEnv, settings } from '#core/env.ts'

test('a fresh machine needs no setting', () => {
  expect(readEnv({})).toMatchObject({
    HTTP_PORT: 3000,
    SMTP_PORT: 2525,
    DESKWIRE_DATA: '.data',
    UNDO_SECONDS: 15,
  })
})

test('everything that is wrong is said at once', () => {
  const wrong = {
    HTTP_PORT: '70000',
    SMTP_URL: 'http://relay',
    DESKWIRE_ROLES: 'cook',
    DESKWIRE_SECRET: 'short',
  }
  expect(() => readEnv(wrong)).toThrow(/HTTP_PORT[\s\S]*DESKWIRE_ROLES[\s\S]*SMTP_URL/)
})

test('a short secret and half a certificate are refused by name', () => {
  expect(() => readEnv({ DESKWIRE_SECRET: `${'a'.repeat(32)},short` })).toThrow(
    'DESKWIRE_SECRET: needs at least 32 characters',
  )
  expect(() => readEnv({ SMTP_TLS_CERT: 'cert.pem' })).toThrow(
    'SMTP_TLS_KEY: must be given together with SMTP_TLS_CERT',
  )
})

test('relays are addresses or networks, and the name they sign by belongs to them', () => {
  const relays = '192.0.2.7, 10.0.0.0/8,2001:db8::1'
  expect(
    readEnv({ MAIL_TRUSTED_RELAYS: relays, MAIL_AUTHSERV_ID: 'MX.example.com' }),
  ).toMatchObject({
    MAIL_TRUSTED_RELAYS: ['192.0.2.7/32', '10.0.0.0/8', '2001:db8::1/128'],
    MAIL_AUTHSERV_ID: 'mx.example.com',
  })
  expect(readEnv({})).toMatchObject({ MAIL_TRUSTED_RELAYS: [], MAIL_TRUSTED_SEALERS: [] })
  for (const wrong of ['relay.example.com', '10', '10.0.0.0/33', '10.0.0.0/', '1.2.3.4,x'])
    expect(() => readEnv({ MAIL_TRUSTED_RELAYS: wrong })).toThrow('addresses or networks')
  expect(() => readEnv({ MAIL_AUTHSERV_ID: 'mx' })).toThrow('together with MAIL_TRUSTED_RELAYS')
})

test('Slack needs a token to speak with, and a way to be heard', () => {
  const slack = { SLACK_SIGNING_SECRET: 'secret', SLACK_BOT_TOKEN: 'xoxb-1' }
  expect(readEnv(slack)).toMatchObject({ ...slack, SLACK_API_URL: 'https://slack.com/api/' })
  for (const name of ['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN'])
    expect(() => readEnv({ [name]: 'x' })).toThrow('SLACK_BOT_TOKEN: must be given together')
})

test('workspaces that admins add need no token, but both halves of what adds them', () => {
  const both = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'secret' }
  expect(readEnv({ SLACK_APP_TOKEN: 'xapp-1', ...both })).toMatchObject(both)
  expect(() => readEnv(both)).toThrow('SLACK_BOT_TOKEN: must be given together')
  expect(() => readEnv({ SLACK_CLIENT_ID: '1.2' })).toThrow('together with SLACK_CLIENT_ID')
})

test('an empty value counts as absent', () => {
  expect(readEnv({ SMTP_URL: '', HTTP_PORT: '' })).toMatchObject({ HTTP_PORT: 3000 })
})

test('every setting says what it is for', () => {
  const silent = Object.entries(settings.shape).filter(([, setting]) => !setting.description)
  expect(silent.map(([name]) => name)).toEqual([])
})
