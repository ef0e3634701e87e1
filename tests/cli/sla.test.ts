import { expect } from 'vitest'
import { test } from './run.ts'

const patient = { timeout: 180_000 }

test(
  'an operator promises, changes what is promised, and promises it no more',
  patient,
  async ({ desk }) => {
    const sla = (...args: string[]) => desk.deskwire(['sla', ...args])
    expect(await sla('add', 'Gold', '--high', '30m/30m/4h', '--low', '-/-/3d')).toMatchObject({
      code: 0,
      out: 'The SLA policy Gold holds from now on.\n',
    })
    expect((await sla('list')).out).toContain(
      'Gold  every team\n  LOW  - / - / 3 d\n  HIGH  30 m / 30 m / 4 h\n',
    )
    expect(await sla('add', 'Gold', '--high', '30m/30m/4h')).toMatchObject({ code: 1 })
    expect(await sla('add', 'Wrong', '--high', '30m')).toMatchObject({ code: 2 })
    expect(await sla('add', 'Empty')).toMatchObject({ code: 1 })
    const changed = ['change', 'gold', '--high', '1h/-/-', '--low', 'none', '--enabled', 'no']
    expect(await sla(...changed)).toMatchObject({ code: 0 })
    const { items } = JSON.parse((await sla('list', '--json')).out)
    const gold = items.find(({ name }: { name: string }) => name === 'Gold')
    expect([gold.enabled, gold.targets]).toEqual([false, { HIGH: { first: 60 } }])
    expect(await sla('change', 'Silver', '--enabled', 'yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('SLA policy as Silver'),
    })
    expect(await sla('remove', 'Gold')).toMatchObject({ code: 0 })
    expect((await sla('list')).out).not.toContain('Gold')
  },
)
