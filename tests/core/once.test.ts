import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { test } from '#tests/support/test.ts'

test('a key is new once, however many ask at the same moment', async ({ own: { app } }) => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => perform(app, null, (work) => firstTime(work, 'event:1'))),
  )
  expect(answers.filter(Boolean)).toHaveLength(1)
})

test('a unit that is undone has not used its key up', async ({ app }) => {
  await expect(
    perform(app, null, async (work) => {
      await firstTime(work, 'event:2')
      throw new Error('crash')
    }),
  ).rejects.toThrow('crash')
  expect(await perform(app, null, (work) => firstTime(work, 'event:2'))).toBe(true)
})
