import { expect } from 'vitest'
import { test } from './run.ts'

const patient = { timeout: 180_000 }

test('an operator makes macros and fields, and takes them away', patient, async ({ desk }) => {
  const { deskwire } = desk
  const macro = ['macro', 'create', '--name', 'Paid back', '--actions']
  expect(await deskwire([...macro, '{"addTags":["Refund"]}'])).toEqual({
    code: 0,
    out: 'The macro Paid back is there.\n',
    err: '',
  })
  expect(await deskwire([...macro, '{"explode":true}'])).toMatchObject({ code: 2 })
  const [listed] = JSON.parse((await deskwire(['macro', 'list', '--json'])).out)
  expect(listed).toMatchObject({ name: 'Paid back', actions: { addTags: ['refund'] } })
  expect((await deskwire(['macro', 'remove', String(listed.id)])).out).toBe('It is gone.\n')

  const field = ['field', 'create', '--key', 'device', '--label', 'Device', '--type', 'select']
  expect(await deskwire(field)).toMatchObject({
    code: 1,
    err: expect.stringContaining('Give it options'),
  })
  await deskwire([...field, '--options', 'Phone, Laptop'])
  await deskwire(['field', 'retire', 'device'])
  const [kept] = JSON.parse((await deskwire(['field', 'list', '--json'])).out)
  expect(kept).toMatchObject({ options: ['Phone', 'Laptop'], retiredAt: expect.any(String) })
})
