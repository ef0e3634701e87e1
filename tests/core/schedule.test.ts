import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { kept } from '#core/retention/kept.ts'
import { schedule } from '#core/schedule.ts'

const page = readFileSync(new URL('../../docs/operators.md', import.meta.url), 'utf8')

function rowsUnder(heading: string): string[][] {
  const [, section = ''] = page.split(`### ${heading}\n`)
  return (section.split(/^#/m)[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| -/.test(line))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

test('the table of what runs by the clock in docs/operators.md is core/schedule.ts', () => {
  expect(rowsUnder('What runs by the clock')).toEqual(
    Object.entries(schedule).map(([job, { cron, does }]) => [`\`${job}\``, `\`${cron}\``, does]),
  )
})

test('the table of what is removed in docs/operators.md is core/retention/kept.ts', () => {
  expect(rowsUnder('What is removed')).toEqual(
    Object.values(kept).map(({ what, days, goes }) => [
      what,
      days === 'spam_days' ? 'days of the desk’s setting, 30 at first' : String(days),
      goes,
    ]),
  )
})
