import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Relative } from '#core/mails/relatives.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { subjectNumbers } from '#ingest/mail/names.ts'
import { aboutOurs, siblingThread, threadOf } from '#ingest/mail/thread.ts'

const letter = { messageId: 'own@x', names: ['near@x', 'far@x'] }

/** Few numbers and names, so that they meet. Whether a sender takes part is a fact of the ticket, not of its row. */
const family = fc
  .record({
    inside: fc.uniqueArray(fc.integer({ min: 1, max: 4 })),
    listed: fc.uniqueArray(fc.integer({ min: 1, max: 4 })),
    rows: fc.array(
      fc.record({
        lead: fc.constantFrom('message' as const, 'token' as const, 'subject' as const),
        ticketId: fc.integer({ min: 1, max: 4 }),
        id: fc.option(fc.integer({ min: 1, max: 9 })),
        headerMessageId: fc.constantFrom('near@x', 'far@x', 'own@x', 'other@x', null),
        byUs: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ inside, listed, rows }): Relative[] =>
    rows.map((row) => ({
      ...row,
      ticketId: row.ticketId as TicketId,
      id: row.id as MessageId | null,
      part: inside.includes(row.ticketId) ? 'cc' : null,
      address: null,
      listed: listed.includes(row.ticketId),
    })),
  )

const isInside = ({ part, listed }: Relative) => part !== null || listed

test('no order in which messages are found changes the ticket', () => {
  const shuffled = family.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
    ),
  )
  fc.assert(
    fc.property(shuffled, ([some, others]) => {
      for (const find of [threadOf, aboutOurs] as const)
        expect(find(letter, others)?.ticketId).toBe(find(letter, some)?.ticketId)
      expect(siblingThread(others)?.ticketId).toBe(siblingThread(some)?.ticketId)
    }),
  )
})

test('a stranger is let into nothing, and led nowhere by what anybody may write', () => {
  fc.assert(
    fc.property(family, (all) => {
      const thread = threadOf(letter, all)
      const there = all.filter(({ ticketId }) => ticketId === thread?.ticketId)
      expect(thread?.belongs ?? false).toBe(there.some(isInside))
      const weak = all.filter(
        (one) =>
          one.lead === 'subject' || (one.lead === 'message' && one.headerMessageId === 'other@x'),
      )
      expect(threadOf(letter, weak)?.belongs ?? true).toBe(true)
      expect(siblingThread(weak)?.belongs ?? true).toBe(true)
    }),
  )
})

test('a reply address decides whatever else a mail names', () => {
  fc.assert(
    fc.property(family, (all) => {
      const tokens = all.filter(({ lead }) => lead === 'token').map(({ ticketId }) => ticketId)
      fc.pre(tokens.length > 0)
      expect(tokens).toContain(threadOf(letter, all)?.ticketId)
      expect(tokens).toContain(aboutOurs(letter, all)?.ticketId)
    }),
  )
})

test.for([
  ['Re: [#1042] Printer', [1042]],
  ['[#7][#8] Printer', [7, 8]],
  ['#1042 Printer', []],
  ['[#01042] [# 1042] [#] [#x]', []],
  ['[#2147483647] [#2147483648] [#99999999999]', [2_147_483_647]],
] as const)('the subject %j names the tickets %j', ([subject, numbers]) => {
  expect(subjectNumbers(subject)).toEqual(numbers)
})
