import { describe, expect, test } from 'vitest'
import { judgeBlocks, judgeView } from '#tests/support/slack/block-kit.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const x = (length: number) => 'x'.repeat(length)
const section = { type: 'section', text: mrkdwn('Hi') }
const button = (more = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const option = (n: number) => ({ text: plain(`Option ${n}`), value: `${n}` })
const options = (count: number) => Array.from({ length: count }, (_, n) => option(n))
const select = (more: object) => actions({ type: 'static_select', action_id: 's', ...more })
const asks = (element: object) => ({
  type: 'input',
  label: plain('Name'),
  element: { action_id: 'i', ...element },
})
const rich = (...elements: object[]) => ({ type: 'rich_text', elements })
const row = (cells: number) =>
  Array.from({ length: cells }, () => ({ type: 'raw_text', text: 'cell' }))

test.each<[string, object[]]>([
  ['a section', [section]],
  ['a section of fields', [{ type: 'section', fields: [mrkdwn('a'), plain('b')] }]],
  ['50 blocks', Array(50).fill({ type: 'divider' })],
  [
    'a button with all it may have',
    [
      actions(
        button({
          value: x(2000),
          style: 'danger',
          url: 'https://a.test',
          confirm: {
            title: plain('?'),
            text: mrkdwn('Sure?'),
            confirm: plain('Yes'),
            deny: plain('No'),
          },
        }),
      ),
    ],
  ],
  ['a menu with its first choice', [select({ options: options(100), initial_option: option(3) })]],
  [
    'rich text',
    [
      rich(
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Hi', style: { bold: true } },
            { type: 'link', url: 'https://a.test' },
            { type: 'emoji', name: 'eyes' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [{ type: 'rich_text_section', elements: [] }],
        },
      ),
    ],
  ],
  [
    'a table',
    [
      {
        type: 'table',
        rows: Array(100).fill(row(20)),
        column_settings: [{ align: 'right', is_wrapped: true }],
      },
    ],
  ],
  [
    '12,000 characters of markdown',
    [
      { type: 'markdown', text: x(6000) },
      { type: 'markdown', text: x(6000) },
    ],
  ],
])('%s pass in a message', (_, blocks) => {
  expect(judgeBlocks(blocks, 'message')).toEqual([])
})

test.each<[object[], string, string]>([
  [Array(51).fill({ type: 'divider' }), 'no more than 50 items allowed', '/blocks'],
  [[{ type: 'section' }], 'must define either text or fields', '/blocks/0'],
  [
    [{ type: 'section', text: mrkdwn('') }],
    'must be more than 0 characters',
    '/blocks/0/text/text',
  ],
  [
    [section, { type: 'section', text: mrkdwn(x(3001)) }],
    'must be less than 3001 characters',
    '/blocks/1/text/text',
  ],
  [
    [{ type: 'section', fields: Array(11).fill(mrkdwn('a')) }],
    'no more than 10 items allowed',
    '/blocks/0/fields',
  ],
  [
    [{ type: 'section', fields: [mrkdwn(x(2001))] }],
    'must be less than 2001 characters',
    '/blocks/0/fields/0/text',
  ],
  [
    [{ type: 'header', text: plain(x(151)) }],
    'must be less than 151 characters',
    '/blocks/0/text/text',
  ],
  [[{ type: 'header', text: mrkdwn('a') }], 'must be a valid enum value', '/blocks/0/text/type'],
  [[{ type: 'headline', text: plain('a') }], 'unsupported type: headline', '/blocks/0/type'],
  [[{ type: 'header' }], 'missing required field: text', '/blocks/0'],
  [[{ ...section, colour: 'red' }], 'invalid additional property: colour', '/blocks/0'],
  [
    [actions(button({ text: plain(x(76)) }))],
    'must be less than 76 characters',
    '/blocks/0/elements/0/text/text',
  ],
  [
    [actions(button({ value: x(2001) }))],
    'must be less than 2001 characters',
    '/blocks/0/elements/0/value',
  ],
  [
    [actions(button({ style: 'blue' }))],
    'must be a valid enum value',
    '/blocks/0/elements/0/style',
  ],
  [
    [actions(button({ action_id: x(256) }))],
    'must be less than 256 characters',
    '/blocks/0/elements/0/action_id',
  ],
  [[actions(...Array(26).fill(button()))], 'no more than 25 items allowed', '/blocks/0/elements'],
  [[actions(button(), button())], 'action_id a already exists in this block', '/blocks/0/elements'],
  [
    [
      { ...section, block_id: 'b' },
      { ...section, block_id: 'b' },
    ],
    'block_id b already exists',
    '/blocks/1/block_id',
  ],
  [[{ ...section, block_id: x(256) }], 'must be less than 256 characters', '/blocks/0/block_id'],
  [
    [select({ options: options(101) })],
    'no more than 100 items allowed',
    '/blocks/0/elements/0/options',
  ],
  [[select({ options: [] })], 'no less than 1 items allowed', '/blocks/0/elements/0/options'],
  [[select({})], 'must define exactly one of options, option_groups', '/blocks/0/elements/0'],
  [
    [select({ options: options(2), initial_option: option(5) })],
    'initial_option must match one of the provided options',
    '/blocks/0/elements/0/initial_option',
  ],
  [
    [actions({ type: 'overflow', action_id: 'o', options: options(6) })],
    'no more than 5 items allowed',
    '/blocks/0/elements/0/options',
  ],
  [
    [{ type: 'context', elements: Array(11).fill(mrkdwn('a')) }],
    'no more than 10 items allowed',
    '/blocks/0/elements',
  ],
  [
    [rich({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] })],
    'must be more than 0 characters',
    '/blocks/0/elements/0/elements/0/text',
  ],
  [
    [rich({ type: 'rich_text_section', elements: [{ type: 'mrkdwn', text: 'a' }] })],
    'unsupported type: mrkdwn',
    '/blocks/0/elements/0/elements/0/type',
  ],
  [
    [
      rich({
        type: 'rich_text_list',
        style: 'stars',
        elements: [{ type: 'rich_text_section', elements: [] }],
      }),
    ],
    'must be a valid enum value',
    '/blocks/0/elements/0/style',
  ],
  [
    [{ type: 'table', rows: Array(101).fill(row(1)) }],
    'no more than 100 items allowed',
    '/blocks/0/rows',
  ],
  [[{ type: 'table', rows: [row(21)] }], 'no more than 20 items allowed', '/blocks/0/rows/0'],
  [
    [
      { type: 'table', rows: [row(1)] },
      { type: 'table', rows: [row(1)] },
    ],
    'only one table allowed',
    '/blocks',
  ],
  [
    [
      { type: 'markdown', text: x(6000) },
      { type: 'markdown', text: x(6001) },
    ],
    'must be less than 12001 characters',
    '/blocks',
  ],
])('a message is refused: %#: %3$s', (blocks, message, at) => {
  expect(judgeBlocks(blocks, 'message')).toContain(`[ERROR] ${message} [json-pointer:${at}]`)
})

describe('a view', () => {
  const modal = { type: 'modal', title: plain('Reply'), blocks: [section] }
  const nameless = { type: 'plain_text_input' }

  test('holds 100 blocks, asks, and sends', () => {
    expect(judgeView({ ...modal, blocks: Array(100).fill(section) })).toEqual([])
    expect(judgeView({ ...modal, submit: plain('Send'), blocks: [asks(nameless)] })).toEqual([])
    expect(judgeView({ type: 'home', blocks: [section], private_metadata: x(3000) })).toEqual([])
  })

  test.each<[object, string, string]>([
    [{ ...modal, title: plain(x(25)) }, 'must be less than 25 characters', '/view/title/text'],
    [{ ...modal, submit: plain(x(25)) }, 'must be less than 25 characters', '/view/submit/text'],
    [{ ...modal, close: plain(x(25)) }, 'must be less than 25 characters', '/view/close/text'],
    [
      { ...modal, private_metadata: x(3001) },
      'must be less than 3001 characters',
      '/view/private_metadata',
    ],
    [{ ...modal, callback_id: x(256) }, 'must be less than 256 characters', '/view/callback_id'],
    [
      { ...modal, blocks: Array(101).fill(section) },
      'no more than 100 items allowed',
      '/view/blocks',
    ],
    [{ ...modal, blocks: [] }, 'no less than 1 items allowed', '/view/blocks'],
    [{ ...modal, blocks: [asks(nameless)] }, 'missing required field: submit', '/view'],
    [
      { ...modal, blocks: [{ type: 'markdown', text: 'a' }] },
      'unsupported type: markdown',
      '/view/blocks/0/type',
    ],
    [
      { ...modal, submit: plain('Go'), blocks: [asks({ ...nameless, max_length: 3001 })] },
      'must be an integer between 1 and 3000',
      '/view/blocks/0/element/max_length',
    ],
    [{ type: 'modal', blocks: [section] }, 'missing required field: title', '/view'],
    [
      { type: 'home', blocks: [section], title: plain('Hi') },
      'invalid additional property: title',
      '/view',
    ],
    [{ type: 'drawer' }, 'unsupported type: drawer', '/view/type'],
  ])('is refused: %#: %3$s', (view, message, at) => {
    expect(judgeView(view)).toContain(`[ERROR] ${message} [json-pointer:${at}]`)
  })
})
