import { expect, test } from 'vitest'
import { fromSlack } from '#bot/text/from-slack.ts'

const names = { user: (id: string) => (id === 'U1' ? 'Ada' : 'somebody'), channel: () => 'support' }
const rich = (...elements: object[]) => [{ type: 'rich_text', elements }]
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements })
const text = (words: string, style?: object) => ({ type: 'text', text: words, style })

test.each<[string, object, { text: string; html: string }]>([
  [
    'words and their styles',
    section(text('a < b & '), text('c', { bold: true, italic: true })),
    { text: 'a < b & c', html: '<p>a &lt; b &amp; <em><strong>c</strong></em></p>' },
  ],
  [
    'people and channels, by name',
    section(
      { type: 'user', user_id: 'U1' },
      text(' in '),
      { type: 'channel', channel_id: 'C1' },
      { type: 'broadcast', range: 'here' },
    ),
    { text: '@Ada in #support@here', html: '<p>@Ada in #support@here</p>' },
  ],
  [
    'links, with where they lead',
    section({ type: 'link', url: 'https://a.test/?b=1&c="', text: 'see' }),
    {
      text: 'see (https://a.test/?b=1&c=")',
      html: '<p><a href="https://a.test/?b=1&amp;c=&quot;">see</a></p>',
    },
  ],
  [
    'no links that run',
    section({ type: 'link', url: 'javascript:alert(1)', text: 'x' }),
    { text: 'x (javascript:alert(1))', html: '<p>x</p>' },
  ],
  [
    'emoji',
    section(
      { type: 'emoji', name: 'wave', unicode: '1f44b-1f3fd' },
      { type: 'emoji', name: 'acme' },
    ),
    { text: '👋🏽:acme:', html: '<p>👋🏽:acme:</p>' },
  ],
  [
    'lists',
    {
      type: 'rich_text_list',
      style: 'ordered',
      elements: [section(text('one')), section(text('two'))],
    },
    { text: '1. one\n2. two', html: '<ol><li>one</li><li>two</li></ol>' },
  ],
  [
    'quotes',
    { type: 'rich_text_quote', elements: [text('a\nb')] },
    { text: '> a\n> b', html: '<blockquote>a<br>b</blockquote>' },
  ],
  [
    'code',
    { type: 'rich_text_preformatted', elements: [text('if (a)\n  b')] },
    { text: 'if (a)\n  b', html: '<pre>if (a)\n  b</pre>' },
  ],
])('%s', (_, element, expected) => {
  expect(fromSlack(rich(element), names)).toEqual(expected)
})

test('what is no rich text is left to the plain words', () => {
  for (const blocks of [undefined, null, 7, 'x', [], [null], [{ type: 'section' }]])
    expect(fromSlack(blocks, names)).toBeUndefined()
})
