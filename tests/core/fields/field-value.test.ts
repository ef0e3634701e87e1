import { expect, test } from 'vitest'
import { canonical } from '#core/fields/field-value.ts'
import type { FieldType } from '#db/schema/enums.ts'

const options = ['Red', 'Dark blue', 'Green']

test.each<[FieldType, given: string, kept: string]>([
  ['text', '  as it is  ', 'as it is'],
  ['number', '0012.500', '12.5'],
  ['number', '-0.0', '0'],
  ['number', '+7', '7'],
  ['number', '12345678901234567890.1', '12345678901234567890.1'],
  ['date', '2024-02-29', '2024-02-29'],
  ['select', 'dark BLUE', 'Dark blue'],
  ['multi_select', 'green, red,red', 'Red, Green'],
  ['checkbox', 'Yes', 'true'],
  ['checkbox', '0', 'false'],
  ['url', 'HTTPS://Example.com/a b', 'https://example.com/a%20b'],
])('a %s written as “%s” is kept as “%s”', (type, given, value) => {
  expect(canonical({ label: 'It', type, options }, given)).toEqual({ value })
})

test.each<[FieldType, given: string, allowed: string]>([
  ['number', '1e9', 'a number, like 12.5'],
  ['number', '1,5', 'a number, like 12.5'],
  ['date', '2026-02-29', 'a day, like 2026-03-02'],
  ['date', '02.03.2026', 'a day, like 2026-03-02'],
  ['select', 'pink', 'one of Red, Dark blue, Green'],
  ['multi_select', 'red, pink', 'some of Red, Dark blue, Green'],
  ['checkbox', 'maybe', 'true or false'],
  ['url', 'javascript:alert(1)', 'begins with http:// or https://'],
])('a %s is not “%s”, and the answer says what is', (type, given, allowed) => {
  const answer = canonical({ label: 'Colour', type, options }, given)
  expect(answer).toEqual({ problem: expect.stringContaining(allowed) })
  expect(answer).toEqual({ problem: expect.stringMatching(/^Colour is /) })
})
