import { timingSafeEqual } from 'node:crypto'
import { type DeskAddress, deskLink } from '#core/desk-link.ts'
import { type KeyRing, sign } from '#core/key-ring.ts'
import { refuse } from '#core/refusal.ts'
import type { TicketId } from '#db/schema/columns.ts'

const dayMs = 86_400_000

/** What people outside can do without an account, and for how many days the link in their mail does it. */
export const validDays = { solved: 30, broken: 30, status: 90, rate: 30, unsubscribe: 90 } as const
export type RequesterPage = keyof typeof validDays

/** A link in a mail to a requester: `/requests/status/1042.mf3k2a.<signature>`. What it does, it does when confirmed. */
export function requesterLink(
  { keys, now, address }: { keys: KeyRing; now: Date; address: DeskAddress },
  page: RequesterPage,
  id: TicketId,
): string {
  const until = Math.ceil((now.getTime() + validDays[page] * dayMs) / 1000)
  const named = `${id}.${until.toString(36)}`
  const [key] = keys.keysFor(purposeOf(page))
  if (!key) throw new Error('The key ring is empty')
  return deskLink(address, `/requests/${page}/${named}.${sign(key, named)}`)
}

/** The ticket that a link is about. Refuses one that we have not signed for this page, or that is too old. */
export function acceptRequesterLink(
  keys: KeyRing,
  page: RequesterPage,
  token: string,
  now: Date,
): TicketId {
  const [, named = '', id = '', until = '', given = ''] =
    /^(([1-9]\d{0,9})\.([0-9a-z]{1,8}))\.([\w-]{43})$/.exec(token) ?? []
  const signed = keys
    .keysFor(purposeOf(page))
    .some((key) => given && timingSafeEqual(Buffer.from(sign(key, named)), Buffer.from(given)))
  if (!signed || Number.parseInt(until, 36) * 1000 < now.getTime())
    refuse('wrong-input', { why: 'This link has expired or is not whole.' })
  return Number(id) as TicketId
}

function purposeOf(page: RequesterPage): string {
  return `requester link: ${page}`
}
