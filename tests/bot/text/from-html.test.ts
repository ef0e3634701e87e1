import { expect, test } from 'vitest'
import { fromHtml } from '#bot/text/from-html.ts'

const words = (html: string) => JSON.stringify(fromHtml(html).elements)

test('what formats stays', () => {
  expect(
    fromHtml('<p>Hi <b>there</b>, <i>you</i></p><ul><li>one</li><li>two</li></ul><pre>a\n b</pre>')
      .elements,
  ).toEqual([
    {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: 'Hi ' },
        { type: 'text', text: 'there', style: { bold: true } },
        { type: 'text', text: ', ' },
        { type: 'text', text: 'you', style: { italic: true } },
        { type: 'text', text: '\n' },
      ],
    },
    {
      type: 'rich_text_list',
      style: 'bullet',
      elements: ['one', 'two'].map((text) => ({
        type: 'rich_text_section',
        elements: [{ type: 'text', text }],
      })),
    },
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a\n b' }] },
  ])
})

test.each([
  '<!channel> <@U123> <!here|x> @channel',
  '&lt;!channel&gt; &lt;@U123&gt;',
  '<b><!channel></b><a href="x"><!everyone></a>',
])('%s mentions nobody', (html) => {
  const kinds = [...words(html).matchAll(/"type":"(\w+)"/g)].map(([, kind]) => String(kind))
  const harmless = ['text', 'link', 'rich_text_section']
  expect(kinds.filter((kind) => !harmless.includes(kind))).toEqual([])
})

test('a link shows where it leads, whatever it is called', () => {
  const shown = fromHtml('<a href="https://evil.test/x">https://bank.test</a>').elements
  expect(JSON.stringify(shown)).not.toContain('"text":"https://bank.test","url"')
  expect(shown).toMatchObject([
    {
      elements: [
        { type: 'link', url: 'https://bank.test/' },
        { type: 'text', text: ' (' },
        { type: 'link', url: 'https://evil.test/x' },
        { type: 'text', text: ')' },
        {},
      ],
    },
  ])
  expect(words('<a href="javascript:alert(1)">x</a>')).not.toContain('javascript')
})

test('what runs, or hides, is not there', () => {
  expect(words('<script>a()</script><style>b{}</style><title>c</title>d')).toBe(words('d'))
})

test('what is too long, too deep or too much is cut, and says so', () => {
  const long = fromHtml(`<p>${'word '.repeat(5000)}</p>`)
  expect(long.whole).toBe(false)
  expect(JSON.stringify(long.elements).length).toBeLessThan(3500)
  expect(fromHtml(`${'<div>'.repeat(50_000)}x`).elements.length).toBeLessThan(2)
  expect(fromHtml('<p>x</p>'.repeat(5000)).elements.length).toBeLessThanOrEqual(60)
  expect(fromHtml('<p>short</p>').whole).toBe(true)
})
