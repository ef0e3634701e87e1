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

test('an empty value counts as absent', () => {
  expect(readEnv({ SMTP_URL: '', HTTP_PORT: '' })).toMatchObject({ HTTP_PORT: 3000 })
})

test('every setting says what it is for', () => {
  const silent = Object.entries(settings.shape).filter(([, setting]) => !setting.description)
  expect(silent.map(([name]) => name)).toEqual([])
})
