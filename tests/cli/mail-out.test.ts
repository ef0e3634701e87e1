import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { dkimRecords } from '#core/mails/dkim-keys.ts'
import { test } from './run.ts'

test('an operator makes a DKIM key and turns acknowledgements on', { timeout: 180_000 }, async ({
  desk: { deskwire, app },
}) => {
  const made = await deskwire(['dkim', 'create', '--domain', 'desk.test', '--json'])
  const record = JSON.parse(made.out)
  expect(record).toMatchObject({ name: 'deskwire._domainkey.desk.test', type: 'TXT' })
  expect(await read(app, null, (db) => dkimRecords(db, 'desk.test'))).toEqual([record])
  const shown = await deskwire(['dkim', 'show', '--domain', 'desk.test'])
  expect(shown.out).toMatch(/^deskwire\._domainkey\.desk\.test\. IN TXT "v=DKIM1; k=rsa; p=/)

  await deskwire(['team', 'create', '--name', 'Support'])
  const on = await deskwire(['team', 'mail', '--team', 'Support', '--acknowledge', '24', '--json'])
  expect(JSON.parse(on.out)).toEqual({ team: 'Support', acknowledgeHours: 24 })
})
