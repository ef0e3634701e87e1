import { expect, test } from 'vitest'
import { standingFaults } from '#console/ui/rule-faults.ts'
import { linesBetween, ruleLines } from '#console/ui/rule-lines.ts'
import type { RuleVocabulary } from '#core/routing/rule-vocabulary.ts'

const words: RuleVocabulary = {
  facts: [],
  changedFields: [],
  team: [{ value: '2', label: 'Billing' }],
  ...{ agent: [], field: [], skill: [], policy: [], macro: [], calendar: [] },
}
const subject = (value: string) => ({ fact: 'subject', op: 'contains', value })
const rule = {
  name: 'Refunds',
  teamId: null,
  enabled: true,
  definition: {
    scope: 'create',
    conditions: { all: [subject('refund'), { any: [subject('a'), subject('b')] }] },
    actions: [{ do: 'team', team: 2 }],
  },
}

test('a rule reads as sentences, with names for numbers', () => {
  expect(ruleLines(rule, words)).toEqual([
    'Name: Refunds',
    'Whose tickets: every team’s',
    'It is on',
    'Asked when a ticket is opened',
    'All of these hold: subject contains refund',
    'All of these hold › Any of these holds: subject contains a',
    'All of these hold › Any of these holds: subject contains b',
    '1. Hand to team · Billing',
  ])
})

test('two versions differ in what one has and the other has not', () => {
  const later = { ...rule, teamId: 7, enabled: false }
  expect(linesBetween(ruleLines(rule, words), ruleLines(later, words))).toEqual({
    gone: ['Whose tickets: every team’s', 'It is on'],
    come: ['Whose tickets: 7', 'It is off'],
  })
})

test('a fault stands until its place is changed, and others with it', () => {
  const faults = { '/name': 'is taken', '/conditions/all/0/value': 'must not be empty' }
  const told = { name: 'A', conditions: { all: [subject('')] } }
  expect(standingFaults(faults, told, told)).toEqual(faults)
  expect(standingFaults(faults, told, { ...told, name: 'B' })).toEqual({
    '/conditions/all/0/value': 'must not be empty',
  })
  expect(standingFaults(faults, told, { name: 'A', conditions: null })).toEqual({
    '/name': 'is taken',
  })
})
