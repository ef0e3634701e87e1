import { expect, test } from 'vitest'
import { cut, fallback, oneLine } from '#bot/text/plain.ts'
import { wordsOf } from '#bot/text/rich.ts'

test('a fallback is escaped, and short when its escapes are counted', () => {
  expect(fallback('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;')
  for (const text of ['<'.repeat(9000), '😀'.repeat(9000), 'x'.repeat(9000)])
    expect(Buffer.byteLength(fallback(text))).toBeLessThanOrEqual(3900)
  expect(fallback('')).toBe('…')
})

test('a line is one line, in its own direction', () => {
  expect(oneLine('a\n\u202Eb\u0000\tc ', 80)).toBe('a b c')
  expect(oneLine(`${'x'.repeat(9)}😀`, 10)).toBe(`${'x'.repeat(9)}…`)
})

test('an address that was cut is no link: it would lead elsewhere', () => {
  const whole = 'See https://example.org/invoices/2026-1187.'
  expect(wordsOf(whole)).toContainEqual({
    type: 'link',
    url: 'https://example.org/invoices/2026-1187',
  })
  const words = wordsOf(cut(whole, 36))
  expect(words.map(({ type }) => type)).toEqual(['text', 'text', 'text'])
})
