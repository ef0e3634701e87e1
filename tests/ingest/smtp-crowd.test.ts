import type { SMTPServerSession } from 'smtp-server'
import { expect, test } from 'vitest'
import { homeOf, startCrowd } from '#ingest/smtp-crowd.ts'
import { limits } from '#ingest/smtp-limits.ts'

/** A crowd of sessions; `out` names those that had to go. */
function door() {
  const out: string[] = []
  const crowd = startCrowd(({ id }) => out.push(id))
  const come = (id: string, remoteAddress: string) => {
    const session = { id, remoteAddress } as SMTPServerSession
    crowd.enter(session)
    return session
  }
  return { crowd, out, come }
}

test('one address has a quarter of the door; then its newcomers take the places of its oldest', () => {
  const { come, out } = door()
  come('other', '198.51.100.1')
  for (let n = 0; n < limits.clientsOfOneAddress; n += 1) come(`n${n}`, '192.0.2.1')
  expect(out).toEqual([])

  come('new', '192.0.2.1')
  expect(out).toEqual(['n0'])
})

test('when the door is full, the largest crowd makes way, and who has just brought a mail goes last', () => {
  const { crowd, come, out } = door()
  const honest = come('honest', '198.51.100.1')
  for (let n = 0; n < limits.clients - 1; n += 1) come(`n${n}`, `192.0.2.${n % 5}`)
  const busy = come('busy', '198.51.100.2')
  crowd.begins(busy)
  crowd.ends(honest)

  for (let n = 0; n < limits.clients; n += 1) come(`more${n}`, `203.0.113.${n % 5}`)

  expect(out).toHaveLength(limits.clients + 1)
  expect(out).not.toContain('honest')
  expect(out).not.toContain('busy')
})

test('who is bringing a mail goes only when nobody of the crowd is idle', () => {
  const { crowd, come, out } = door()
  for (let n = 0; n < limits.clientsOfOneAddress; n += 1) {
    const session = come(`n${n}`, '192.0.2.1')
    if (n !== 7) crowd.begins(session)
  }
  come('a', '192.0.2.1')
  come('b', '192.0.2.1')
  come('c', '192.0.2.1')
  expect(out).toEqual(['n7', 'a', 'b'])
})

test('who has left holds no place', () => {
  const { crowd, come, out } = door()
  for (let n = 0; n < 3 * limits.clients; n += 1) crowd.leave(come(`n${n}`, '192.0.2.1'))
  expect(out).toEqual([])
  expect(crowd.idle()).toEqual([])
})

test.for([
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ['::ffff:192.0.2.1', '192.0.2.1', true],
  ['192.0.2.1', '192.0.2.2', false],
] as const)('%s and %s are of one home: %s', ([one, other, same]) => {
  expect(homeOf(one) === homeOf(other)).toBe(same)
})
