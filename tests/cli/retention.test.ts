import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { test } from './run.ts'

test('a dry run says what would go, and lets it stay', { timeout: 180_000 }, async ({
  desk,
  own,
}) => {
  await perform(own.app, null, (work) => firstTime({ ...work, now: new Date(0) }, 'old'))
  const dry = ['retention', '--dry-run', '--spam-days', 'none']
  for (const run of [dry, dry]) {
    const { code, err, out } = await desk.deskwire(run)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('Would go:\n       0  Spam and rejected mail (kept for ever)')
    expect(out).toContain('       1  Receipts')
  }
  expect((await desk.deskwire(['retention'])).out).toContain('Gone:')
  expect((await desk.deskwire(dry)).out).toContain('       0  Receipts')
})
