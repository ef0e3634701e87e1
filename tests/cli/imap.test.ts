import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { addImapAccount } from '#core/mails/imap-accounts.ts'
import { test } from './run.ts'

test('folders are listed and removed, and one that cannot be opened is not added', {
  timeout: 180_000,
}, async ({ desk }) => {
  await desk.a.homeTeam()
  const place = { host: '127.0.0.1', port: 1, security: 'plain', folder: 'INBOX' } as const
  const id = await perform(desk.app, null, (work) =>
    addImapAccount(work, { ...place, username: 'ana', password: 'x', mailbox: 'help@desk.test' }),
  )
  const words = '--mailbox help@desk.test --host 127.0.0.1 --port 1 --username bob'
  const [added, listed, checked] = await Promise.all([
    desk.deskwire(['imap', 'add', ...words.split(' ')], { input: 'secret\n' }),
    desk.deskwire(['imap', 'list']),
    desk.deskwire(['imap', 'check', String(id)], { DESKWIRE_SECRET: 'y'.repeat(32) }),
  ])
  expect(added).toMatchObject({ code: 1, err: expect.stringContaining('127.0.0.1:1 cannot be') })
  expect(listed.out).toBe(`${id}  INBOX of ana at 127.0.0.1 for help@desk.test: not fetched yet\n`)
  expect(checked).toMatchObject({ code: 1, err: expect.stringContaining('DESKWIRE_SECRET') })
  expect(await desk.deskwire(['imap', 'remove', String(id), '--json'])).toMatchObject({
    code: 0,
    out: `{"id":${id}}\n`,
  })
})
