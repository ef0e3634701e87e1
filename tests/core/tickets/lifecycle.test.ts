import { describe, expect, test } from 'vitest'
import { isEnded, mayMove, moves, moveTo, statusAfter } from '#core/tickets/lifecycle.ts'
import { type TicketStatus, ticketStatus } from '#db/schema/enums.ts'

const statuses = ticketStatus.enumValues
const working = statuses.filter((status) => !isEnded(status))

describe('what a requester writes', () => {
  test.each<[TicketStatus, TicketStatus]>([
    ['new', 'new'],
    ['open', 'open'],
    ['in_progress', 'in_progress'],
    ['awaiting_customer', 'open'],
    ['awaiting_internal', 'open'],
    ['awaiting_third_party', 'open'],
    ['on_hold', 'open'],
    ['resolved', 'open'],
  ])('brings a ticket that is %s to %s', (before, after) => {
    expect(statusAfter(before, 'heard')).toBe(after)
  })

  test('does not move a closed ticket by itself: the team has a policy for that', () => {
    expect(() => statusAfter('closed', 'heard')).toThrow('A ticket that is closed cannot be heard.')
  })
})

test.each(working)('an answer makes a ticket that is %s wait for its requester', (status) => {
  expect(statusAfter(status, 'answered')).toBe('awaiting_customer')
})

test.each(working)(
  'a ticket that is %s can be resolved, closed, snoozed and put on hold',
  (status) => {
    expect(statusAfter(status, 'resolved')).toBe('resolved')
    expect(statusAfter(status, 'closed')).toBe('closed')
    expect(statusAfter(status, 'snoozed')).toBe('on_hold')
    expect(statusAfter(status, 'held')).toBe('on_hold')
  },
)

test('only an ended ticket is reopened', () => {
  expect(statuses.filter((status) => mayMove(status, 'reopened'))).toEqual(['resolved', 'closed'])
})

test('a closed ticket can do nothing but reopen', () => {
  expect(moves.closed).toEqual({ reopened: 'open' })
})

test('only a new ticket that gets an owner becomes open; the others stay where they are', () => {
  const after = working.map((status) => [status, statusAfter(status, 'taken')])
  expect(after.filter(([before, next]) => before !== next)).toEqual([['new', 'open']])
})

test('every status but new can be reached by hand, and the move leads where it says', () => {
  for (const [status, move] of Object.entries(moveTo) as [
    TicketStatus,
    (typeof moveTo)[TicketStatus],
  ][]) {
    if (status === 'new') expect(move).toBeNull()
    else expect(statusAfter('in_progress', move ?? 'heard')).toBe(status)
  }
})
