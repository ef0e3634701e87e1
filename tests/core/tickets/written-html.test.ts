import { expect, test } from 'vitest'
import { mailableHtml, textOfHtml } from '#core/tickets/written-html.ts'

test.for([
  ['<p>Hi <b>there</b></p><script>alert(1)</script>', '<p>Hi <b>there</b></p>'],
  ['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
  ['<a href="//evil.test">x</a>', '<a>x</a>'],
  ['<img src="http://track.test/1.png">', ''],
  ['<img src="cid:logo" onerror="x">', '<img src="cid:logo" />'],
  [
    '<p style="position:fixed">x</p><style>*{}</style><iframe src="https://x.test"></iframe>',
    '<p>x</p>',
  ],
  ['<svg><a xlink:href="javascript:1">x</a></svg><form action="/"><input></form>', '<a>x</a>'],
])('%j may be mailed as %j', ([html = '', mailable]) => {
  expect(mailableHtml(html)).toBe(mailable)
})

test('text keeps lines, lists and where links go', () => {
  const html =
    '<p>Hello,</p><ul><li>one</li><li>two</li></ul><p>See <a href="https://x.test">this</a>.</p>'
  expect(textOfHtml(html)).toBe('Hello,\n\n * one\n * two\n\nSee this [https://x.test].')
})

test('the deepest HTML that is taken is no burden', () => {
  const started = performance.now()
  textOfHtml(mailableHtml('<div>'.repeat(40_000)))
  expect(performance.now() - started).toBeLessThan(5000)
})
