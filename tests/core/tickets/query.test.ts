import { expect, test } from 'vitest'
import { askedFor } from '#core/tickets/query.ts'

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
  ['assignee:me assignee:', { words: 'assignee:', assignee: ['me'] }],
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
