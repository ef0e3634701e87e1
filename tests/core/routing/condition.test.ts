import { describe, expect, test } from 'vitest'
import { Condition, judge, matches } from '#core/routing/condition.ts'
import { reasonsInWords } from '#core/routing/condition-words.ts'
import type { Facts } from '#core/routing/facts.ts'
import { headersOf } from '#core/routing/facts-headers.ts'
import type { CalendarId, PersonId } from '#db/schema/columns.ts'
import { factsOf } from './facts-of.ts'

const headers = headersOf(
  Buffer.from(
    'To: "Help, us" <help@desk.test>,\r\n\tother@desk.test\r\nX-Spam-Flag: YES\r\nX-Name: =?utf-8?q?J=C3=BCrgen?=\r\n\r\n',
  ),
)
const office = {
  timeZone: 'Europe/Berlin',
  hours: { '1': [['09:00', '17:00']] },
  holidays: new Set<string>(),
}
const rich = factsOf({
  tags: ['vip', 'billing'],
  fields: { plan: 'Gold' },
  assigneeId: 5 as PersonId,
  assigneeName: 'Ana',
  escalation: 2,
  headers: { opening: {}, latest: headers },
  calendars: new Map([[3 as CalendarId, { ...office, hours: { '1': [['09:00', '17:00']] } }]]),
})

describe('what one question asks', () => {
  test.each<[leaf: object, holds: boolean]>([
    [{ fact: 'subject', op: 'is', value: 'PRINTER on fire' }, true],
    [{ fact: 'subject', op: 'is_not', value: 'Printer' }, true],
    [{ fact: 'subject', op: 'in', value: ['a', 'printer on fire'] }, true],
    [{ fact: 'text', op: 'contains', value: 'REFUND' }, true],
    [{ fact: 'text', op: 'contains', value: 'invoice' }, false],
    [{ fact: 'subject', op: 'starts', value: 'print' }, true],
    [{ fact: 'subject', op: 'ends', value: 'fire' }, true],
    [{ fact: 'subject', op: 'matches', value: '^print\\w+ on (fire|ice)$' }, true],
    [{ fact: 'language', op: 'empty', value: true }, true],
    [{ fact: 'subject', op: 'empty', value: true }, false],
    [{ fact: 'subject', op: 'empty', value: false }, true],
    [{ fact: 'tags', op: 'is', value: 'vip' }, true],
    [{ fact: 'tags', op: 'is_not', value: 'vip' }, false],
    [{ fact: 'tags', op: 'in', value: ['spam', 'billing'] }, true],
    [{ fact: 'field', name: 'plan', op: 'is', value: 'gold' }, true],
    [{ fact: 'field', name: 'size', op: 'empty', value: true }, true],
    [{ fact: 'team', op: 'is', value: 1 }, true],
    [{ fact: 'assignee', op: 'empty', value: true }, false],
    [{ fact: 'priority', op: 'in', value: ['HIGH', 'CRITICAL'] }, false],
    [{ fact: 'escalation', op: 'greater', value: 1 }, true],
    [{ fact: 'escalation', op: 'less', value: 2 }, false],
    [{ fact: 'escalation', op: 'between', value: [1, 2] }, true],
    [{ fact: 'first_time', op: 'is', value: true }, true],
    [{ fact: 'requester_domain', op: 'is', value: 'example.org' }, true],
    [{ fact: 'to', op: 'is', value: 'help@desk.test' }, true],
    [{ fact: 'to', op: 'is', value: 'other@desk.test' }, true],
    [{ fact: 'cc', op: 'empty', value: true }, true],
    [{ fact: 'header', name: 'x-spam-flag', op: 'is', value: 'yes' }, true],
    [{ fact: 'header', name: 'X-Name', op: 'is', value: 'Jürgen' }, true],
    [{ fact: 'opening_header', name: 'X-Spam-Flag', op: 'is', value: 'yes' }, false],
    [{ fact: 'weekday', name: 'Europe/Berlin', op: 'is', value: 1 }, true],
    [{ fact: 'weekday', name: 'Pacific/Auckland', op: 'is', value: 1 }, true],
    [{ fact: 'time', name: 'Europe/Berlin', op: 'between', value: ['10:30', '11:00'] }, true],
    [{ fact: 'time', name: 'UTC', op: 'between', value: ['22:00', '06:00'] }, false],
    [{ fact: 'time', name: 'Asia/Tokyo', op: 'between', value: ['18:00', '06:00'] }, true],
    [{ fact: 'open', name: '3', op: 'is', value: true }, true],
    [{ fact: 'open', name: '4', op: 'is', value: false }, true],
    [{ fact: 'age', op: 'greater', value: 2.5 }, true],
    [{ fact: 'answer_age', op: 'greater', value: 0 }, false],
    [{ fact: 'answer_age', op: 'empty', value: true }, true],
  ])('%j: %s', (leaf, holds) => {
    const condition = Condition.parse(leaf)
    expect(matches(condition, rich)).toBe(holds)
    expect(matches({ not: condition }, rich)).toBe(!holds)
  })
})

const yes = { fact: 'subject', op: 'contains', value: 'fire' } as const
const no = { fact: 'priority', op: 'is', value: 'HIGH' } as const

test('the deciding question is named, whether it holds or not', () => {
  const why = (condition: Condition, facts: Facts = rich) =>
    reasonsInWords(judge(condition, facts).because, facts)
  expect(why({ all: [yes, no] })).toBe('the priority, “MEDIUM”, is not “HIGH”')
  expect(why({ any: [no, yes] })).toBe('the subject, “Printer on fire”, contains “fire”')
  expect(why({ fact: 'team', op: 'is', value: 2 })).toBe('the team, Support, is not 2')
  expect(why({ fact: 'assignee', op: 'is', value: 5 })).toBe('the assignee is Ana')
  expect(why({ fact: 'text', op: 'contains', value: 'refund' })).toBe(
    'the message contains “refund”',
  )
  expect(why({ fact: 'language', op: 'is', value: 'de' })).toBe('the requester’s language is empty')
})

test('a branch holds as its parts do', () => {
  expect(matches({ all: [yes, { not: no }] }, rich)).toBe(true)
  expect(matches({ any: [no, { all: [yes, no] }] }, rich)).toBe(false)
  expect(matches(null, rich)).toBe(true)
})

describe('what is wrong is refused with its place', () => {
  const deep = (levels: number): unknown => (levels === 0 ? yes : { not: deep(levels - 1) })
  test.each<[given: unknown, path: string, message: string | RegExp]>([
    [
      { all: [yes, { any: [{ ...no, value: 'URGENT' }] }] },
      'all.1.any.0.value',
      /must be one of LOW/,
    ],
    [{ all: [] }, 'all', 'must be a list of 1 to 50 conditions'],
    [{ all: [yes], any: [no] }, '', 'has any beside all: put them inside'],
    [{ fact: 'mood', op: 'is', value: 'x' }, 'fact', 'must be a fact that rules know'],
    [{ ...no, op: 'contains' }, 'op', 'must be one of is, is_not, in, empty for priority'],
    [{ ...yes, name: 'x' }, 'name', 'is not known here'],
    [{ ...yes, mood: 1 }, 'mood', 'is not known'],
    [{ fact: 'header', op: 'is', value: 'x' }, 'name', /must be text/],
    [{ fact: 'weekday', name: 'Mars/Base', op: 'is', value: 1 }, 'name', /must be a time zone/],
    [
      { fact: 'time', name: 'UTC', op: 'less', value: '25:00' },
      'value',
      'must be a time like 09:30',
    ],
    [{ fact: 'age', op: 'between', value: [1] }, 'value', /must be two values/],
    [{ fact: 'age', op: 'in', value: ['x'] }, 'value.0', 'must be a number'],
    [{ fact: 'text', op: 'matches', value: 'a(?=b)' }, 'value', /RE2 can read: .*at character 2/],
    [{ fact: 'text', op: 'matches', value: '(a' }, 'value', /missing closing \)/],
    ['anything', '', 'must be all, any, not, or a question about a fact'],
    [deep(6), 'not.not.not.not.not.not', 'may be at most 6 levels deep'],
    [{ all: Array(30).fill({ any: [yes, yes] }) }, '', 'may ask at most 50 questions'],
  ])('%j', (given, path, message) => {
    const issue = Condition.safeParse(given).error?.issues[0]
    expect(issue?.path.join('.')).toBe(path)
    expect(issue?.message).toMatch(message)
  })
})

test('a pattern that makes others hang answers at once', () => {
  const facts = factsOf({ text: `${'a'.repeat(19_000)}b` })
  const started = performance.now()
  expect(matches({ fact: 'text', op: 'matches', value: '^(a+)+$' }, facts)).toBe(false)
  expect(performance.now() - started).toBeLessThan(2000)
})
