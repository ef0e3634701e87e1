import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fragments, known, places, type Shape } from '#bench/hostile/shapes.ts'
import { type Effort, effortOf } from '#bench/hostile/time.ts'
import { parseMail } from '#ingest/mail/parse.ts'
import { rawMail, usual } from './raw-mail.ts'

const sureMillis = 300 // For a megabyte: what is squared takes many seconds.

/** How many times longer four times as much takes: 4 where it is in proportion, 16 where it is squared. */
async function growth(shape: Shape, bytes: number): Promise<number> {
  const first = total(await effortOf(shape, 4 * bytes, 1))
  if (first < (sureMillis * 4 * bytes) / 1_000_000) return 4
  const small = total(await effortOf(shape, bytes))
  return total(await effortOf(shape, 4 * bytes)) / small
}

const total = ({ read, trim }: Effort) => read + trim

test.each(known)('a flood of %j is read in proportion', async (shape) => {
  expect(await growth(shape, 60_000)).toBeLessThan(9)
})

const words = fc.array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 4 })
const text = words.map((all) => all.join(''))
const fields = [
  'To',
  'From',
  'Subject',
  'References',
  'Content-Type',
  'Content-Disposition',
  'Date',
]
const shapes: fc.Arbitrary<Shape> = fc.record({
  place: fc.constantFrom(...places, ...fields, 'X-Failed-Recipients', 'List-Id', 'Auto-Submitted'),
  piece: text,
  before: fc.option(text, { nil: undefined }),
  after: fc.option(text, { nil: undefined }),
})

test('whatever is repeated, in whatever place, is read in proportion', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, async (shape) => {
      expect(await growth(shape, 60_000)).toBeLessThan(9)
    }),
    { numRuns: 60 },
  )
}, 120_000)

test.each(['constructor', '__proto__', 'hasownproperty'])(
  '%s, which every object has, is no charset',
  async (label) => {
    const fields = [
      ...usual,
      `X-Name: =?${label}?q?=e9?=`,
      `Content-Type: text/plain; charset=${label}`,
    ]
    expect((await parseMail(rawMail(fields, 'Caf\xe9'))).text).toBe('Café')
  },
)
