import { randomBytes, timingSafeEqual } from 'node:crypto'
import { type KeyRing, sign } from '#core/key-ring.ts'
import { refuse } from '#core/refusal.ts'
import type { SlackUser } from './home.ts'

const validMs = 15 * 60_000
const purpose = 'slack account link'

interface Offer extends SlackUser {
  nonce: string
}

/**
 * The token of a link by which somebody in Slack shows that they are an agent: whoever is signed in at the desk
 * confirms it. It is signed, and good for a quarter of an hour and for one use.
 */
export function offerLink(keys: KeyRing, { workspaceId, userId }: SlackUser, now: Date): string {
  const nonce = randomBytes(12).toString('base64url')
  const named = `${workspaceId}.${userId}.${now.getTime() + validMs}.${nonce}`
  const [key] = keys.keysFor(purpose)
  if (!key) throw new Error('The key ring is empty')
  return `${named}.${sign(key, named)}`
}

/** What the token of a link says. Refuses one that we have not signed, or that is too old. */
export function acceptLink(keys: KeyRing, token: string, now: Date): Offer {
  const [, named = '', workspaceId = '', userId = '', until = '', nonce = '', given = ''] =
    /^(([A-Z0-9]{1,40})\.([A-Z0-9]{1,40})\.(\d{1,16})\.([\w-]{16}))\.([\w-]{43})$/.exec(token) ?? []
  const signed = keys
    .keysFor(purpose)
    .some((key) => given && timingSafeEqual(Buffer.from(sign(key, named)), Buffer.from(given)))
  if (!signed || Number(until) < now.getTime()) refuseLink()
  return { workspaceId, userId, nonce }
}

export function refuseLink(): never {
  return refuse('wrong-input', {
    why: 'This link has been used, has expired, or is not whole. Press “Connect your account” in Slack again.',
  })
}
