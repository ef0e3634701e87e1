import fc from 'fast-check'
import { expect } from 'vitest'
import type { TicketId } from '#db/schema/columns.ts'
import { judgeBlocks } from '#tests/support/slack/block-kit.ts'

/** What people and programs really write, and what those who mean harm do. */
export const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom(
    '',
    ' \n\t ',
    '<!channel> <@U123> <https://a.example|https://bank.example>',
    '&lt;!here&gt; *bold* ~x~ `code`',
    'https://a.example/'.padEnd(5000, 'x'),
    '\u202Egnp.exe \u200B\u0000',
    '😀'.repeat(3000),
    '&'.repeat(5000),
    'line\n'.repeat(2000),
  ),
)
export const name = fc.string({ unit: 'binary', maxLength: 300 })
export const moment = fc.date({
  min: new Date('2020-01-01'),
  max: new Date('2040-01-01'),
  noInvalidDate: true,
})
export const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })
export const id = fc.integer({ min: 1, max: 999_999_999 }).map((number) => number as TicketId)

/** Why Slack would not take a post; empty: it would. */
export function post({ text, blocks }: { text: string; blocks: unknown }): string[] {
  const tooLong = Buffer.byteLength(text) > 4000 || text === '' ? [`text of ${text.length}`] : []
  return [...tooLong, ...judgeBlocks(blocks, 'message')]
}

export function holds<T>(of: fc.Arbitrary<T>, judge: (one: T) => string[]): void {
  fc.assert(
    fc.property(of, (one) => {
      expect(judge(one)).toEqual([])
    }),
    { numRuns: 200 },
  )
}
