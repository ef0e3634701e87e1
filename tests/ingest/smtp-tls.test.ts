import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished } from 'vitest'
import { dialogue, ledger, mailer } from '#tests/support/mail.ts'
import { dataFolder } from '#tests/support/process.ts'
import { test } from '#tests/support/test.ts'

/** Made for this test alone, for desk.test, until 2126. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgeVkZxD0FK++Rm641
PyQfN5JC7pLDmrWra1mXQD4GD62hRANCAAQ5qgr6NNp/dFmooH1Jo4llhhelrOtT
iqjj8FDMMhx53ztb7NiOohz/3Is5zheYZ0gHMLnm+9RqahL1s5DeMrE6
-----END PRIVATE KEY-----
`
const cert = `-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIUROijL3uxtkBkJeAFmGWbo84GJh8wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJZGVzay50ZXN0MCAXDTI2MTEyMTE5NTMxOFoYDzIxMjYxMDI4
MTk1MzE4WjAUMRIwEAYDVQQDDAlkZXNrLnRlc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ5qgr6NNp/dFmooH1Jo4llhhelrOtTiqjj8FDMMhx53ztb7NiOohz/
3Is5zheYZ0gHMLnm+9RqahL1s5DeMrE6o1MwUTAdBgNVHQ4EFgQUkuhjzu78wBXp
Qd9DC4AKzTZJgJ4wHwYDVR0jBBgwFoAUkuhjzu78wBXpQd9DC4AKzTZJgJ4wDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAxnWALbCF6loSSfNSdY2Y
QRzBF7NcUcbcVZBIf1U4QqwCIQDvqq0dXCFgp2g4f/g2Xgx2pxSFAlPu8EVsVIO/
znXBRw==
-----END CERTIFICATE-----
`

function withTls<Desk extends { env: object }>(app: Desk): Desk {
  const folder = dataFolder()
  const files = { SMTP_TLS_KEY: join(folder, 'key.pem'), SMTP_TLS_CERT: join(folder, 'cert.pem') }
  writeFileSync(files.SMTP_TLS_KEY, key)
  writeFileSync(files.SMTP_TLS_CERT, cert)
  return { ...app, env: { ...app.env, ...files } }
}

test('with a certificate mail comes in over TLS', async ({ app, a }) => {
  await a.homeTeam()
  const { port } = await mailer(withTls(app))
  const transport = createTransport({
    port,
    requireTLS: true,
    tls: { ca: cert, servername: 'desk.test' },
  })
  onTestFinished(() => transport.close())

  await transport.sendMail({ from: 'ada@example.org', to: 'help@desk.test', text: 'Hi' })

  expect(await ledger(app)).toHaveLength(1)
})

test('what was said before TLS is forgotten, and nothing of it is done', async ({ app, a }) => {
  await a.homeTeam()
  const { port } = await mailer(withTls(app))
  const { say, hear } = await dialogue(port)

  expect(await say('STARTTLS\r\nMAIL FROM:<eve@example.org>\r\nNOOP')).toMatch(/^220/)
  const next = await Promise.race([
    hear(),
    new Promise((resolve) => setTimeout(resolve, 200, 'nothing')),
  ])
  expect(next).toBe('nothing')
})
