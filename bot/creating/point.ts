import { timingSafeEqual } from 'node:crypto'
import { type KeyRing, sign } from '#core/key-ring.ts'

/** A message that somebody has pointed at. */
export interface Point {
  channel: string
  ts: string
}

const purpose = 'slack request form'

/** A message in a form of somebody's, signed: what comes back from a form may have been altered. */
export function signPoint(keys: KeyRing, user: string, { channel, ts }: Point): string {
  const [key] = keys.keysFor(purpose)
  if (!key) throw new Error('The key ring is empty')
  return [channel, ts, sign(key, named(user, { channel, ts }))].join(' ')
}

/** The message in a form; undefined: it is not what we gave this person. */
export function verifyPoint(keys: KeyRing, user: string, signed: string): Point | undefined {
  const [channel = '', ts = '', given = ''] = signed.split(' ')
  const point = { channel, ts }
  const isOurs = keys.keysFor(purpose).some((key) => {
    const [right, said] = [Buffer.from(sign(key, named(user, point))), Buffer.from(given)]
    return right.length === said.length && timingSafeEqual(right, said)
  })
  return isOurs ? point : undefined
}

function named(user: string, { channel, ts }: Point): string {
  return `${user} ${channel} ${ts}`
}
