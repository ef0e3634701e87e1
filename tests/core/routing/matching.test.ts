import { describe, expect, test } from 'vitest'
import { type Candidate, choose, type Need } from '#core/routing/matching.ts'
import type { PersonId } from '#db/schema/columns.ts'

const present = { available: true, why: 'available' }
const need: Need = { weight: 1, skills: {}, language: null, last: null, returned: null }

function agent(id: number, more: Partial<Candidate> = {}): Candidate {
  return {
    personId: id as PersonId,
    name: `Agent ${id}`,
    role: 'agent',
    availability: present,
    load: 0,
    capacity: 8,
    skills: {},
    languages: [],
    turn: 0,
    ...more,
  }
}

describe('who cannot take a ticket, with the fact that says so', () => {
  const able = agent(9, { languages: ['de'], skills: { billing: 5 } })
  test.for<[string, Partial<Candidate>, Partial<Need>, string]>([
    ['an auditor', { role: 'auditor' }, {}, 'auditors take no tickets'],
    [
      'whoever is away',
      { availability: { available: false, why: 'away until Mon 2 Mar 09:00' } },
      {},
      'away until Mon 2 Mar 09:00',
    ],
    ['whoever is full', { load: 8 }, {}, '8 of 8 tickets'],
    [
      'whoever has too little left',
      { load: 7 },
      { weight: 2 },
      '7 of 8 tickets, and this one counts as 2',
    ],
    ['a full agent, of what weighs nothing', { load: 8 }, { weight: 0 }, '8 of 8 tickets'],
    ['whoever takes none', { capacity: 0 }, {}, '0 of 0 tickets'],
    [
      'whoever knows too little',
      { skills: { billing: 2 } },
      { skills: { billing: 3 } },
      'billing 2 of 3 needed',
    ],
    ['whoever knows nothing of it', {}, { skills: { billing: 1 } }, 'billing 0 of 1 needed'],
    [
      'whoever does not speak it',
      { languages: ['en'] },
      { language: 'de-AT' },
      'answers in en, not in de-AT',
    ],
    [
      'whoever it was taken from by hand',
      {},
      { returned: 1 as PersonId },
      'had it when it was put back to the queue',
    ],
  ])('%s', ([, candidate, asked, why]) => {
    const choice = choose({ ...need, ...asked }, [agent(1, candidate), able], 'round_robin')
    expect(choice).toEqual({
      chosen: 9,
      because: 'the only one who can take it',
      others: [{ personId: 1, why }],
    })
  })
})

test('nobody who can: the ticket stays, and every reason is told', () => {
  const away = { available: false, why: 'away' }
  const choice = choose(
    need,
    [agent(1, { load: 8 }), agent(2, { availability: away })],
    'least_loaded',
  )
  expect(choice.chosen).toBeNull()
  expect(choice.because).toBe('nobody can take it (Agent 1: 8 of 8 tickets; Agent 2: away)')
  expect(choice.others.map(({ why }) => why)).toEqual(['8 of 8 tickets', 'away'])
})

test('a large team is named in part, and each of it has its reason all the same', () => {
  const full = Array.from({ length: 9 }, (_, at) => agent(at + 1, { load: 8 }))
  const { because, others } = choose(need, full, 'round_robin')
  expect(because).toContain('Agent 5: 8 of 8 tickets; and 4 more)')
  expect(others).toHaveLength(9)
})

test('a team without agents says so', () => {
  expect(choose(need, [], 'round_robin').because).toBe('nobody in its team takes tickets')
})

test('a language that nobody of the team answers in keeps nobody from taking the ticket', () => {
  const english = agent(1, { languages: ['en'] })
  expect(choose({ ...need, language: 'fr' }, [english], 'round_robin').chosen).toBe(1)
})

describe('strategies', () => {
  test('manual: nobody is chosen', () => {
    expect(choose(need, [agent(1)], 'manual')).toEqual({
      chosen: null,
      because: 'its team claims by hand',
      others: [],
    })
  })

  test('round robin: whose turn is longest ago', () => {
    const choice = choose(need, [agent(1, { turn: 5 }), agent(2, { turn: 3 })], 'round_robin')
    expect(choice).toEqual({
      chosen: 2,
      because: 'next in turn: had turn 3',
      others: [{ personId: 1, why: 'had a turn later: turn 5' }],
    })
  })

  test('round robin: somebody new has had none yet', () => {
    const choice = choose(need, [agent(1, { turn: 5 }), agent(2)], 'round_robin')
    expect(choice.because).toBe('next in turn: had none yet')
  })

  test('equals without a turn come by their place in the list, and that is said', () => {
    expect(choose(need, [agent(2), agent(1)], 'round_robin')).toEqual({
      chosen: 1,
      because: 'first in the list, with all else equal',
      others: [{ personId: 2, why: 'later in the list, with all else equal' }],
    })
  })

  test('least loaded: relative to capacity', () => {
    const choice = choose(
      need,
      [agent(1, { load: 3, capacity: 4 }), agent(2, { load: 5, capacity: 10 })],
      'least_loaded',
    )
    expect(choice).toEqual({
      chosen: 2,
      because: 'least loaded: 5 of 10 tickets',
      others: [{ personId: 1, why: 'more loaded: 3 of 4 tickets' }],
    })
  })

  test('least loaded: whoever has no limit is measured by the largest of the others', () => {
    const free = agent(1, { load: 5, capacity: null })
    expect(choose(need, [free, agent(2, { load: 5, capacity: 8 })], 'least_loaded').chosen).toBe(1)
    expect(choose(need, [free, agent(2, { load: 4, capacity: 8 })], 'least_loaded').chosen).toBe(2)
  })

  test('least loaded: equals take turns', () => {
    const choice = choose(need, [agent(1, { turn: 2 }), agent(2, { turn: 1 })], 'least_loaded')
    expect(choice).toMatchObject({ chosen: 2, because: 'next in turn: had turn 1' })
  })

  test('skill: the highest sum of what is needed, whatever else somebody knows', () => {
    const skills = { billing: 2, french: 1 }
    const choice = choose(
      { ...need, skills },
      [
        agent(1, { skills: { billing: 3, french: 2, tax: 5 } }),
        agent(2, { skills: { billing: 2, french: 4 } }),
      ],
      'skill_best',
    )
    expect(choice).toEqual({
      chosen: 2,
      because: 'knows most: billing 2, french 4',
      others: [{ personId: 1, why: 'knows less: billing 3, french 2' }],
    })
  })

  test('skill: of those who know as much, the least loaded', () => {
    const choice = choose(need, [agent(1, { load: 2 }), agent(2, { load: 1 })], 'skill_best')
    expect(choice).toMatchObject({ chosen: 2, because: 'least loaded: 1 of 8 tickets' })
  })

  test.for(['round_robin', 'least_loaded', 'skill_best'] as const)(
    '%s: whoever had the conversation before has it again, if they can',
    (strategy) => {
      const asked = { ...need, last: 1 as PersonId }
      const busy = agent(1, { turn: 9, load: 7 })
      expect(choose(asked, [busy, agent(2)], strategy)).toEqual({
        chosen: 1,
        because: 'had the conversation before',
        others: [{ personId: 2, why: 'did not have the conversation before' }],
      })
      expect(choose(asked, [{ ...busy, load: 8 }, agent(2)], strategy)).toEqual({
        chosen: 2,
        because: 'the only one who can take it',
        others: [{ personId: 1, why: '8 of 8 tickets' }],
      })
    },
  )
})
