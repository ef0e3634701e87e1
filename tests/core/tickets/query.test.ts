import { expect, test } from 'vitest'
import { read } from '#core/app.ts'
import { askedFor, filterFor } from '#core/tickets/query.ts'
import { test as desk } from '#tests/support/test.ts'

const nothing = {
  words: '',
  status: [],
  priority: [],
  assignee: [],
  team: [],
  resolved: [],
  answered: [],
  tag: [],
  sla: [],
}

test.for([
  ['', {}],
  ['printer on fire', { words: 'printer on fire' }],
  ['status:open', { status: ['open'] }],
  ['printer status:open,new fire', { words: 'printer  fire', status: ['open', 'new'] }],
  ['STATUS:open status:new', { status: ['open', 'new'] }],
  ['team:"Second line" lamp', { words: 'lamp', team: ['Second line'] }],
  ['team:"Second, line"', { team: ['Second, line'] }],
  ['assignee:me assignee:', { assignee: ['me', ''] }],
  ['tag:', { tag: [''] }],
  ['printer TAG:  ', { words: 'printer', tag: [''] }],
  ['tag:"" sla:, status:"  "', { tag: [''], sla: [''], status: [''] }],
  ['tag:vip, status:,open', { tag: ['vip'], status: ['open'] }],
  ['Status: broken', { words: 'Status: broken' }],
  ['see http://x.test/status:open', { words: 'see http://x.test/status:open' }],
  ['Re: "error: priority:high"', { words: 'Re: "error:', priority: ['high"'] }],
  ['unknown:thing', { words: 'unknown:thing' }],
  ['priority:"', { priority: ['"'] }],
] as const)('%j is understood', ([q, expected]) => {
  expect(askedFor(q)).toEqual({ ...nothing, ...expected })
})

test('a long question takes no longer than reading it', () => {
  const started = performance.now()
  for (const piece of ['status:', 'team:"', ' ', 'a:', '"']) askedFor(piece.repeat(100_000))
  expect(performance.now() - started).toBeLessThan(2000)
})

desk('an operator with nothing after it is refused with what may stand there', async ({ app }) => {
  for (const [q, why] of [
    ['tag:', 'tag: needs something right after it, like tag:vip.'],
    ['team:""', 'team: needs something right after it, like team:"Second line".'],
  ] as const)
    await expect(read(app, null, (db) => filterFor(db, null, q))).rejects.toThrow(why)
  expect(await read(app, null, (db) => filterFor(db, null, 'Tag: vip'))).toMatchObject({
    words: 'Tag: vip',
    tags: [],
  })
})
