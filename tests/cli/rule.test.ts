import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { findRules } from '#core/routing/rule-find.ts'
import { test } from './run.ts'

test('an operator keeps rules in files, orders them and tests them', { timeout: 240_000 }, async ({
  desk,
}) => {
  const { deskwire, app, a, folder } = desk
  await a.ticket({ subject: 'A refund, please' })
  const file = join(folder, 'rule.json')
  const keep = (value: string) =>
    writeFile(
      file,
      JSON.stringify({
        scope: 'create',
        conditions: { fact: 'subject', op: 'contains', value },
        actions: [{ do: 'priority', priority: 'HIGH' }],
      }),
    )
  await keep('')
  const add = ['rule', 'add', file, '--name']
  expect(await deskwire([...add, 'Refunds'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('conditions › value must not be empty'),
  })
  await keep('refund')
  const first = JSON.parse((await deskwire([...add, 'Refunds', '--json'])).out)
  const second = JSON.parse((await deskwire([...add, 'Others', '--off', '--json'])).out)
  await keep('invoice')
  expect((await deskwire(['rule', 'change', String(second.id), file])).out).toContain('version 2')
  await deskwire(['rule', 'enable', String(second.id)])
  await deskwire(['rule', 'disable', String(first.id)])
  expect(await deskwire(['rule', 'order', String(second.id), String(first.id)])).toMatchObject({
    code: 0,
  })

  expect(await read(app, null, findRules)).toMatchObject([
    { name: 'Others', enabled: true, definition: { conditions: { value: 'invoice' } } },
    { name: 'Refunds', enabled: false, definition: { conditions: { value: 'refund' } } },
  ])
  expect((await deskwire(['rule', 'list'])).out).toMatch(/on .*Others[\s\S]*off .*Refunds/)
  expect(await deskwire(['rule', 'enable', 'Refunds'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Give the number of a rule'),
  })
})
